using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>Reads what was typed into a field; what cannot be read is an error of that field, in the reader's language.</summary>
internal static class TypedFields
{
    public const string DateForm = "yyyy-MM-dd";

    public static int? Number(this ModelStateDictionary state, string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (int.TryParse(typed.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        state.AddModelError(field, Words.Get("Rules.Error.Number"));
        return null;
    }

    public static DateOnly? Date(this ModelStateDictionary state, string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (DateOnly.TryParseExact(typed.Trim(), DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        state.AddModelError(field, Words.Get("Rules.Error.Date"));
        return null;
    }

    public static TimeOnly? Time(this ModelStateDictionary state, string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (TimeOnly.TryParseExact(typed.Trim(), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        state.AddModelError(field, Words.Get("Rules.Error.Time"));
        return null;
    }

    public static string? OrNull(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    public static string? Text(DateOnly? date) => date?.ToString(DateForm, CultureInfo.InvariantCulture);

    public static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
