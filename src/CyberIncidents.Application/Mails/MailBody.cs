using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Sharing;
using NodaTime;

namespace CyberIncidents.Application.Mails;

/// <summary>Writes a mail twice in one go: as plain text and as HTML. The marking stands directly before the text (FIRST TLP 2.0).</summary>
internal sealed class MailBody
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _html = new();
    private readonly string _language;

    public MailBody(Tlp tlp, string language)
    {
        _language = language;
        var label = $"TLP:{TlpLabel.Of(tlp)}";
        _text.Append(label).Append("\r\n\r\n");
        _html.Append("<p><strong>").Append(Encode(label)).Append("</strong></p>\r\n");
    }

    /// <summary>A paragraph; line breaks in it stay.</summary>
    public void Say(string paragraph)
    {
        var lines = paragraph.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        _text.AppendJoin("\r\n", lines).Append("\r\n\r\n");
        _html.Append("<p>").AppendJoin("<br>\r\n", lines.Select(Encode)).Append("</p>\r\n");
    }

    /// <summary>A heading over what follows.</summary>
    public void Head(string heading)
    {
        _text.Append(heading).Append("\r\n\r\n");
        _html.Append("<h3>").Append(Encode(heading)).Append("</h3>\r\n");
    }

    /// <summary>Names with their values, one a line; those without a value are left out.</summary>
    public void Facts(params IEnumerable<(string Name, string? Value)> facts)
    {
        var told = facts.Where(f => f.Value is not null).ToList();
        _html.Append("<p>").AppendJoin("<br>\r\n", told.Select(f => $"{Encode(f.Name)}: <strong>{Encode(f.Value!)}</strong>")).Append("</p>\r\n");
        _text.AppendJoin("\r\n", told.Select(f => $"{f.Name}: {f.Value}")).Append("\r\n\r\n");
    }

    /// <summary>A list of short lines, each with the page that shows it.</summary>
    public void List(IEnumerable<(string Line, string Url)> items)
    {
        _html.Append("<ul>\r\n");
        foreach (var (line, url) in items)
        {
            _text.Append("- ").Append(line).Append("\r\n  ").Append(url).Append("\r\n");
            _html.Append("<li><a href=\"").Append(Encode(url)).Append("\">").Append(Encode(line)).Append("</a></li>\r\n");
        }

        _text.Append("\r\n");
        _html.Append("</ul>\r\n");
    }

    /// <summary>The way to a page.</summary>
    public void Link(string label, string url)
    {
        _text.Append(label).Append(": ").Append(url).Append("\r\n\r\n");
        _html.Append("<p>").Append(Encode(label)).Append(": <a href=\"").Append(Encode(url)).Append("\">").Append(Encode(url)).Append("</a></p>\r\n");
    }

    public string Text() => _text.ToString().TrimEnd() + "\r\n";

    public string Html() =>
        $"<!DOCTYPE html>\r\n<html lang=\"{_language}\"><head><meta charset=\"utf-8\"></head><body>\r\n{_html}</body></html>\r\n";

    /// <summary>An instant in the reader's zone and in ours; once where the clocks agree.</summary>
    public static string Instants(DateTimeOffset at, string zone, string home)
    {
        var (there, here) = (Zoned(at, zone), Zoned(at, home));
        return there.Offset == here.Offset ? Format(there, zone) : $"{Format(there, zone)} = {Format(here, home)}";
    }

    /// <summary>A date in full.</summary>
    public static string Day(DateTimeOffset at, string zone) => Zoned(at, zone).ToDateTimeUnspecified().ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    private static ZonedDateTime Zoned(DateTimeOffset at, string zone) => NodaTime.Instant.FromDateTimeOffset(at).InZone(Zones.Get(zone));

    private static string Format(ZonedDateTime at, string zone) =>
        at.ToDateTimeUnspecified().ToString(
            CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "id" ? "ddd d MMM yyyy, HH'.'mm" : "ddd d MMM yyyy, HH':'mm", CultureInfo.CurrentCulture)
        + $" ({zone})";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
