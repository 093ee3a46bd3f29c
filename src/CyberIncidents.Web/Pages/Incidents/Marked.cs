using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace CyberIncidents.Web.Pages.Incidents;

/// <summary>A text with the words in it marked that somebody looked for.</summary>
internal static class Marked
{
    public static IHtmlContent Words(string text, IReadOnlyList<string> words)
    {
        var html = new HtmlContentBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var (start, length) = Next(text, at, words);
            html.Append(text[at..start]);
            if (length > 0)
            {
                html.AppendHtml("<mark>").AppendHtml(HtmlEncoder.Default.Encode(text.Substring(start, length))).AppendHtml("</mark>");
            }

            at = start + length;
        }

        return html;
    }

    private static (int Start, int Length) Next(string text, int from, IReadOnlyList<string> words)
    {
        var best = (Start: text.Length, Length: 0);
        foreach (var word in words)
        {
            var start = text.IndexOf(word, from, StringComparison.OrdinalIgnoreCase);
            if (start >= 0 && (start < best.Start || (start == best.Start && word.Length > best.Length)))
            {
                best = (start, word.Length);
            }
        }

        return best;
    }
}
