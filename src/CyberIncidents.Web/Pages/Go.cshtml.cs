using System.Text.RegularExpressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages;

/// <summary>Where the search of the bar leads: a reference goes straight to its page, anything else to the list of cases.</summary>
internal sealed partial class GoModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    public IActionResult OnGet(string? q)
    {
        var text = q?.Trim() ?? string.Empty;
        if (CaseReference().Match(text) is { Success: true } found)
        {
            return LocalRedirect($"/incidents/{Complete(found)}");
        }

        return RequestReference().IsMatch(text)
            ? LocalRedirect($"/requests/{text.ToUpperInvariant()}")
            : LocalRedirect($"/incidents?q={Uri.EscapeDataString(text)}");
    }

    /// <summary>People leave the zeros out: CI-2026-42 means CI-2026-000042.</summary>
    private static string Complete(Match found) =>
        $"CI-{found.Groups["year"].Value}-{found.Groups["number"].Value.PadLeft(6, '0')}";

    [GeneratedRegex(@"^CI-(?<year>\d{4})-(?<number>\d{1,9})$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CaseReference();

    [GeneratedRegex(@"^RQ-\d{4}-[A-Z]{2}-\d{4,9}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RequestReference();
}
