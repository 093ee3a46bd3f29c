using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>
/// <c>&lt;pill word="@request.Word" country="@country" /&gt;</c>: how something stands, by icon, colour and word. It takes
/// the words of requests and partners, and the states of cases and follow-ups. With an address it is a link.
/// </summary>
/// <param name="assets">Where the icons are.</param>
/// <param name="shell">Names of countries.</param>
[HtmlTargetElement("pill", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PillTagHelper(AssetManifest assets, Shell shell) : PartTagHelper(assets)
{
    /// <summary>The word or the state.</summary>
    public Enum Word { get; set; } = null!;

    /// <summary>Whose it is, ISO 3166-1 alpha-2: flag and code stand first, the name is on hover and for a reader.</summary>
    public string? Country { get; set; }

    /// <summary>Whose it is when that is no country: an international body.</summary>
    public bool International { get; set; }

    /// <summary>The organisation, on hover.</summary>
    public string? Organisation { get; set; }

    /// <summary>Another text than the word itself, for example an outcome.</summary>
    public string? Text { get; set; }

    /// <summary>Where it leads; null for no link.</summary>
    public string? Href { get; set; }

    /// <summary>The class that colours a word.</summary>
    /// <param name="word">The word or the state.</param>
    /// <returns>The class.</returns>
    public static string ClassOf(Enum word) => Look(word).Class;

    /// <summary>The icon of a word.</summary>
    /// <param name="word">The word or the state.</param>
    /// <returns>A name of <c>Assets/icons.txt</c>.</returns>
    public static string IconOf(Enum word) => Look(word).Icon;

    /// <summary>The word in the reader's language.</summary>
    /// <param name="word">The word or the state.</param>
    /// <returns>The text.</returns>
    public static string TextOf(Enum word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Words.Find($"Terms.{word.GetType().Name}.{word}") ?? Words.Get($"Terms.Word.{word}");
    }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Razor hands an attribute that says null over as an empty text.
        var link = !string.IsNullOrEmpty(Href);
        Tag(output, link ? "a" : "span");
        AddClass(output, $"pill {ClassOf(Word)}");
        if (link)
        {
            output.Attributes.SetAttribute("href", Href);
        }

        var text = string.IsNullOrEmpty(Text) ? TextOf(Word) : Text;
        var whose = International ? Words.Get("Shell.International") : string.IsNullOrEmpty(Country) ? string.Empty : shell.Names.Country(Country);
        var both = string.Join(", ", new[] { Organisation, whose }.Where(n => !string.IsNullOrEmpty(n)));
        if (both.Length > 0)
        {
            output.Attributes.SetAttribute("title", $"{both}: {text}");
        }

        var lead = International ? $"{Icon("world")}<span class=\"hidden-label\">{Encode(whose)}</span>"
            : string.IsNullOrEmpty(Country) ? string.Empty
            : $"<img class=\"flag\" src=\"/assets/flags/{Encode(Country.ToLowerInvariant())}.svg\" width=\"18\" height=\"13\" alt=\"{Encode(whose)}\">"
                + $"<b aria-hidden=\"true\">{Encode(Country)}</b>";
        output.Content.SetHtmlContent($"{lead}{Icon(IconOf(Word))}<span>{Encode(text)}</span>");
    }

    private static (string Class, string Icon) Look(Enum word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.ToString() switch
        {
            "Draft" or "NotNotified" or "Proposed" => ("state-grey", "pencil"),
            "PendingApproval" => ("state-grey", "user-check"),
            "Withdrawn" or "Cancelled" or "Rejected" or "Dropped" or "Recalled" => ("state-grey", "arrow-back-up"),
            "Closed" or "Completed" => ("state-grey", "lock"),
            "Duplicate" => ("state-grey", "copy"),
            "OnHold" => ("state-grey", "player-pause"),
            "Reported" => ("state-blue", "inbox"),
            "Scheduled" => ("state-grey", "calendar-event"),
            "Sent" or "Notified" or "NotifiedOnly" => ("state-blue", "send"),
            "Seen" => ("state-cyan", "eye"),
            "Released" => ("state-blue", "package-export"),
            "Acknowledged" or "Triaged" or "Engaged" => ("state-cyan", "check"),
            "InProgress" or "Active" => ("state-cyan", "progress"),
            "ClarificationAsked" => ("state-amber", "message-question"),
            "Due" => ("state-amber", "bell-ringing"),
            "Answered" => ("state-green", "message-check"),
            "Resolved" => ("state-green", "circle-check"),
            "NothingFound" => ("state-nothing", "zoom-cancel"),
            "Accepted" or "Done" => ("state-done", "circle-check"),
            "Overdue" => ("state-red", "clock-exclamation"),
            "Silent" => ("state-silent", "volume-off"),
            "Running" => ("state-blue", "clock"),
            "Stopped" => ("state-amber", "player-pause"),
            "Met" => ("state-green", "circle-check"),
            "Late" or "Lapsed" => ("state-red", "clock-exclamation"),
            "Noticed" => ("state-cyan", "bell"),
            "Queued" or "InDigest" => ("state-grey", "hourglass"),
            "Bounced" or "Failed" => ("state-red", "alert-triangle"),
            "Nobody" => ("state-declined", "user-off"),
            "MailOff" => ("state-declined", "ban"),
            "Declined" => ("state-declined", "ban"),
            var other => throw new ArgumentOutOfRangeException(nameof(word), other, "No look for this word."),
        };
    }
}
