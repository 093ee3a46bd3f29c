using CyberIncidents.Application.Common.Texts;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>
/// <c>&lt;field for="Input.Title" label="…"&gt;control&lt;/field&gt;</c>: label, control, hint and error, tied to one another.
/// With <c>group</c> it is a fieldset with a legend, for radio buttons and check boxes.
/// </summary>
[HtmlTargetElement("field")]
public sealed class FieldTagHelper : TagHelper
{
    internal const string HintKey = "field-hint";

    /// <summary>The property that the control edits.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>What the label says.</summary>
    public string Label { get; set; } = string.Empty;

    /// <summary>One line of help.</summary>
    public string? Hint { get; set; }

    /// <summary>Says that it may be left out.</summary>
    public bool Optional { get; set; }

    /// <summary>Several controls under one legend.</summary>
    public bool Group { get; set; }

    /// <summary>The page.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext Page { get; set; } = null!;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(For.Name, "_");
        context.Items[HintKey] = Hint is not null;
        var control = await output.GetChildContentAsync();
        output.TagName = Group ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"field {output.Attributes["class"]?.Value}".TrimEnd());
        var label = new TagBuilder(Group ? "legend" : "label");
        if (!Group)
        {
            label.Attributes["for"] = id;
        }

        label.InnerHtml.Append(Label);
        if (Optional)
        {
            var word = new TagBuilder("span");
            word.AddCssClass("optional");
            word.InnerHtml.Append($" {Words.Get("Shell.Optional")}");
            label.InnerHtml.AppendHtml(word);
        }

        output.Content.AppendHtml(label).AppendHtml(control);
        if (Hint is not null)
        {
            output.Content.AppendHtml(Line(id + "-hint", "hint", Hint));
        }

        var errors = Page.ModelState.TryGetValue(For.Name, out var state) ? state.Errors.Select(e => e.ErrorMessage) : [];
        output.Content.AppendHtml(Line(id + "-error", "field-error", string.Join(" ", errors)));
    }

    private static TagBuilder Line(string id, string kind, string text)
    {
        var line = new TagBuilder("span");
        line.Attributes["id"] = id;
        line.AddCssClass(kind);
        line.InnerHtml.Append(text);
        return line;
    }
}

/// <summary>Ties a control to the hint and the error of its field, and says when it is wrong.</summary>
[HtmlTargetElement("input", Attributes = "asp-for")]
[HtmlTargetElement("select", Attributes = "asp-for")]
[HtmlTargetElement("textarea", Attributes = "asp-for")]
public sealed class ControlTagHelper : TagHelper
{
    /// <summary>The property that it edits.</summary>
    [HtmlAttributeName("asp-for")]
    public ModelExpression For { get; set; } = null!;

    /// <summary>The page.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext Page { get; set; } = null!;

    /// <inheritdoc/>
    public override int Order => 10;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(FieldTagHelper.HintKey, out var hinted))
        {
            return;
        }

        var id = TagBuilder.CreateSanitizedId(For.Name, "_");
        output.Attributes.SetAttribute("aria-describedby", hinted is true ? $"{id}-hint {id}-error" : $"{id}-error");
        if (Page.ModelState.TryGetValue(For.Name, out var state) && state.Errors.Count > 0)
        {
            output.Attributes.SetAttribute("aria-invalid", "true");
        }
    }
}
