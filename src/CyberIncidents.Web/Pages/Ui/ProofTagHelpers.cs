using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Web.Hosting;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>
/// <c>&lt;proof at="@contact.ProvenAt" by="@contact.ProvenBy" /&gt;</c>: how old the last proof is that somebody answers; too old by icon, colour and word.
/// </summary>
/// <param name="assets">Where the icons are.</param>
/// <param name="shell">The reader's clock.</param>
/// <param name="settings">How old a proof may be.</param>
[HtmlTargetElement("proof", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProofTagHelper(AssetManifest assets, Shell shell, DirectorySettings settings) : PartTagHelper(assets)
{
    /// <summary>The last proof; null for none.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>By what.</summary>
    public ProofKind? By { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (text, kind, icon) = Look(shell.Here, settings, At);
        Tag(output, "span");
        AddClass(output, $"pill {kind}");
        if (At is { } proven)
        {
            output.Attributes.SetAttribute("title", $"{shell.Here.Exact(proven)}{(By is null ? string.Empty : ", " + Words.Get($"Directory.ProvenBy.{By}"))}");
        }

        output.Content.SetHtmlContent($"{Icon(icon)} {Encode(text)}");
    }

    /// <summary>Text, class and icon of a proof.</summary>
    internal static (string Text, string Class, string Icon) Look(Here here, DirectorySettings settings, DateTimeOffset? at) =>
        at is not { } proven ? (Words.Get("Directory.NeverProven"), "state-red", "alert-triangle")
        : ProofAge.IsStale(at, settings.StaleAfterDays, here.Now) ? (Words.Get("Directory.Stale", Here.Age(here.Now - proven)), "state-red", "alert-triangle")
        : (Words.Get("Directory.Proven", Here.Age(here.Now - proven)), "state-green", "check");
}

/// <summary><c>&lt;reach organisation="@id" /&gt;</c>: the age of an organisation's last proof, where a page knows only whom it offers.</summary>
/// <param name="assets">Where the icons are.</param>
/// <param name="shell">The reader's clock.</param>
/// <param name="settings">How old a proof may be.</param>
/// <param name="send">Asks for the proof.</param>
[HtmlTargetElement("reach", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ReachTagHelper(AssetManifest assets, Shell shell, DirectorySettings settings, IDispatcher send) : PartTagHelper(assets)
{
    /// <summary>The organisation; nothing is written for null.</summary>
    public Guid? Organisation { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (Organisation is not { } id || (await send.SendAsync(new ListProofsQuery([id]), CancellationToken.None)).Items is not [var proof])
        {
            output.SuppressOutput();
            return;
        }

        var (text, kind, icon) = ProofTagHelper.Look(shell.Here, settings, proof.ProvenAt);
        Tag(output, "a");
        AddClass(output, $"pill {kind}");
        output.Attributes.SetAttribute("href", $"/organisations/{id}");
        if (proof.ProvenAt is { } at)
        {
            output.Attributes.SetAttribute("title", shell.Here.Exact(at));
        }

        output.Content.SetHtmlContent($"{Icon(icon)} {Encode(text)}");
    }
}
