using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Pages;

/// <summary>A form of a page as a browser without scripts fills it in and sends it.</summary>
internal sealed class FormPost
{
    private readonly IHtmlDocument _page;
    private readonly List<(string Name, string Value)> _fields;
    private readonly string _action;

    public FormPost(IHtmlDocument page, string form)
    {
        _page = page;
        var element = page.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"No {form}.");
        _action = element.GetAttribute("action") ?? throw new InvalidOperationException($"{form} has no action.");
        _fields = [.. element.QuerySelectorAll("[name]").Where(e => e is not IHtmlButtonElement).SelectMany(ValuesOf)];
    }

    /// <summary>What a field holds.</summary>
    public string? this[string name] => _fields.Where(f => f.Name == name).Select(f => f.Value).FirstOrDefault();

    /// <summary>Fills a field in, in place of what it held.</summary>
    public FormPost With(string name, params string[] values)
    {
        _fields.RemoveAll(f => f.Name == name);
        _fields.AddRange(values.Select(v => (name, v)));
        return this;
    }

    /// <summary>Presses a button: its own address and value count.</summary>
    public async Task<Answer> SendAsync(Browser browser, string? button = null)
    {
        var pressed = button is null ? null : _page.QuerySelector(button) ?? throw new InvalidOperationException($"No {button}.");
        var fields = _fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).ToList();
        if (pressed is IHtmlButtonElement && pressed.GetAttribute("name") is { } name)
        {
            fields.Add(KeyValuePair.Create(name, pressed.GetAttribute("value") ?? string.Empty));
        }

        using var content = new FormUrlEncodedContent(fields);
        return await browser.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, pressed?.GetAttribute("formaction") ?? pressed?.GetAttribute("hx-post") ?? _action) { Content = content });
    }

    /// <summary>Sends it to an address that a script would have put in.</summary>
    public async Task<Answer> SendToAsync(Browser browser, string address)
    {
        using var content = new FormUrlEncodedContent(_fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await browser.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = content });
    }

    private static IEnumerable<(string Name, string Value)> ValuesOf(IElement control)
    {
        var name = control.GetAttribute("name")!;
        return control switch
        {
            IHtmlInputElement { Type: "radio" or "checkbox" } box => box.IsChecked ? [(name, box.Value)] : [],
            IHtmlInputElement input => [(name, input.Value)],
            IHtmlTextAreaElement area => [(name, area.Value)],
            IHtmlSelectElement select => [(name, select.Value ?? string.Empty)],
            _ => [],
        };
    }
}
