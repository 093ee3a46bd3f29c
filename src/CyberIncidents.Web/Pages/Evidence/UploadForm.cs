using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Pages.Evidence;

/// <summary>A form that sends one file, as three pages show it.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="CaseTlp">The marking of the case, which is the laxest that a file may have.</param>
/// <param name="MaxBytes">How many bytes a file may have.</param>
internal sealed record UploadForm(string Action, Tlp CaseTlp, long MaxBytes)
{
    public string? Tlp { get; init; }

    public string? Description { get; init; }

    public string? ReceivedFrom { get; init; }

    /// <summary>Why it was refused, by field.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    /// <summary>The form of a case; a partner's case has another address.</summary>
    public static UploadForm Of(HttpContext context, string reference, Tlp tlp, bool partner) =>
        new($"/{(partner ? "shared" : "incidents")}/{Uri.EscapeDataString(reference)}/evidence/add", tlp, context.RequestServices.GetRequiredService<EvidenceSettings>().MaxFileBytes);

    /// <summary>A number of bytes as people say it (IEC 80000-13).</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = 0;
        var number = (double)bytes;
        while (number >= 1024 && unit < units.Length - 1)
        {
            number /= 1024;
            unit++;
        }

        return $"{number.ToString(unit == 0 || number >= 100 ? "N0" : "N1", System.Globalization.CultureInfo.CurrentCulture)} {units[unit]}";
    }

    /// <summary>The word of the progress bar, with a place for the number.</summary>
    public static string Progress => Words.Get("Evidence.Sending", "{0}");
}
