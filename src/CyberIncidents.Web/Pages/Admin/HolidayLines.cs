using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>Holidays as they are typed or pasted: <c>2027-03-10 Name / Nama</c>, one in each line.</summary>
internal static class HolidayLines
{
    /// <summary>The holidays, and the numbers of the lines that could not be read.</summary>
    public static (IReadOnlyList<HolidayInput> Items, IReadOnlyList<int> Wrong) Read(string? lines, string country)
    {
        var (items, wrong) = (new List<HolidayInput>(), new List<int>());
        var all = (lines ?? string.Empty).ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < all.Length; i++)
        {
            var line = all[i].Trim();
            if (line.Length == 0)
            {
                continue;
            }

            var parts = line.Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && DateOnly.TryParseExact(parts[0], TypedFields.DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                var names = parts[1].Split(" / ", 2, StringSplitOptions.TrimEntries);
                items.Add(new HolidayInput(country, date, names[0], names.Length > 1 ? names[1] : null));
            }
            else
            {
                wrong.Add(i + 1);
            }
        }

        return (items, wrong);
    }

    /// <summary>Errors of single holidays, <c>items[1].date</c>, become errors of the one field, with the line's number.</summary>
    public static void ToTheField(ModelStateDictionary state, string field)
    {
        foreach (var (key, entry) in state.Where(e => e.Key.StartsWith("items", StringComparison.Ordinal)).ToList())
        {
            var close = key.IndexOf(']', StringComparison.Ordinal);
            var line = close > 0 && int.TryParse(key.AsSpan(6, close - 6), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index + 1 : 0;
            foreach (var error in entry!.Errors)
            {
                state.AddModelError(field, line == 0 ? error.ErrorMessage : Words.Get("Rules.Error.InLine", line, error.ErrorMessage));
            }

            state.Remove(key);
        }
    }

    /// <summary>Puts the errors of one field to another, which the page has in its place.</summary>
    public static void Rename(this ModelStateDictionary state, string from, string to)
    {
        if (state.TryGetValue(from, out var entry) && entry.Errors.Count > 0)
        {
            foreach (var error in entry.Errors.ToList())
            {
                state.AddModelError(to, error.ErrorMessage);
            }

            state.Remove(from);
        }
    }
}
