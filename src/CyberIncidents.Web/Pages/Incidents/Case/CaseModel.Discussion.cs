using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>For whom a comment may be written.</summary>
/// <param name="Value">The value of the form.</param>
/// <param name="Leaves">Whether it leaves the house.</param>
/// <param name="Short">On the button of the choice.</param>
/// <param name="Country">Whose flag; null for none.</param>
/// <param name="Button">What the send button says then.</param>
/// <param name="Name">The whole name.</param>
internal sealed record AudienceChoice(string Value, bool Leaves, string Short, string? Country, string Button, string Name);

/// <content>The discussion.</content>
internal sealed partial class IndexModel
{
    /// <summary>A comment to write.</summary>
    [BindProperty(Name = nameof(Comment))]
    public CommentForm Comment { get; set; } = new();

    /// <summary>Whose messages are shown: <c>national</c>, or the key of an organisation; null for all.</summary>
    public string? Talk => One("talk");

    /// <summary>The comments that are shown.</summary>
    public IEnumerable<CommentDetail> Shown => Talk switch
    {
        null => Comments,
        "national" => Comments.Where(c => !LeavesHouse(c)),
        var organisation => Comments.Where(c => Readers(c).Any(r => r.Id.ToString("N") == organisation)),
    };

    /// <summary>Partners that read or wrote one of the comments.</summary>
    public IEnumerable<OrganisationName> Talkers => Comments.SelectMany(Readers).Distinct().OrderBy(o => o.Name, StringComparer.CurrentCulture);

    /// <summary>The choices of the composer, national only first.</summary>
    public IReadOnlyList<AudienceChoice> Audiences
    {
        get
        {
            var may = Detail.May;
            var choices = new List<AudienceChoice>();
            if (may.CommentTo.Contains(CommentAudience.National))
            {
                choices.Add(new(nameof(CommentAudience.National), false, Words.Get("Case.National"), null, Words.Get("Case.SendNational"), Words.Get("Case.National")));
            }

            if (may.CommentTo.Contains(CommentAudience.Participants) && may.CommentToOrganisations.Count > 1)
            {
                choices.Add(new(
                    nameof(CommentAudience.Participants), true, Words.Get("Case.AllPartners"), null,
                    Words.Get("Case.SendAll", may.CommentToOrganisations.Count), string.Join(", ", may.CommentToOrganisations.Select(o => o.Name))));
            }

            // Two organisations of one country are told apart by their names.
            var alone = may.CommentToOrganisations.Select(o => CalledBy(o.Id)).OfType<string>().CountBy(c => c).Where(c => c.Value == 1)
                .Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
            choices.AddRange(may.CommentToOrganisations.Select(o =>
            {
                var country = CountryOf(o.Id);
                var byCountry = CalledBy(o.Id) is { } called && alone.Contains(called);
                return new AudienceChoice(
                    o.Id.ToString(), true, byCountry ? country! : o.Name, country,
                    Words.Get("Case.SendOne", byCountry ? Shell.Names.Country(country!) : o.Name), o.Name);
            }));
            return choices;
        }
    }

    /// <summary>The markings that a comment may carry: the case's and stricter ones.</summary>
    public IEnumerable<Tlp> CommentMarkings => Enum.GetValues<Tlp>().Where(t => t >= Detail.Tlp);

    /// <summary>Whether a comment is read outside the national team.</summary>
    public static bool LeavesHouse(CommentDetail comment) => Readers(comment).Any();

    /// <summary>The partners that read a comment, its author's among them.</summary>
    public static IEnumerable<OrganisationName> Readers(CommentDetail comment) =>
        comment.AuthorOrganisation is { } author ? comment.Organisations.Prepend(author).DistinctBy(o => o.Id) : comment.Organisations;

    /// <summary>Organisations by their countries, and by name where they have none; each once.</summary>
    public string Places(IEnumerable<OrganisationName> organisations) =>
        string.Join(", ", organisations.Select(o => CalledBy(o.Id) is { } country ? Shell.Names.Country(country) : o.Name).Distinct(StringComparer.CurrentCulture));

    public async Task<IActionResult> OnPostCommentAsync()
    {
        var input = new WriteCommentInput { Text = Comment.Text, Audience = Comment.AudienceInput, Tlp = TlpLabel.Parse(Comment.Tlp), Handling = Comment.Handling.ToValue() };
        CommentKey? made = null;
        return await TryOnceAsync(async () => made = await Send.SendAsync(new WriteCommentCommand(Reference, input), Gone), nameof(Comment))
            ? Done($"{At(Tab)}#talk", Words.Get(Comment.AudienceInput.Kind == CommentAudience.National ? "Case.CommentKept" : made is { Waits: true } ? "Case.CommentWaits" : "Case.CommentSent"))
            : await ShowAsync("comment");
    }
}
