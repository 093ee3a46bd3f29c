using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using FluentValidation.Resources;

namespace CyberIncidents.Application.Common;

/// <summary>What is wrong with a field, in a few words of the call's language; the field itself is named beside it.</summary>
internal sealed class ShortMessages : LanguageManager
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["NotEmptyValidator"] = "Error.Required",
        ["NotNullValidator"] = "Error.Required",
        ["EmptyValidator"] = "Error.NotHere",
        ["NullValidator"] = "Error.NotHere",
        ["EmailValidator"] = "Page.EmailInvalid",
        ["EnumValidator"] = "Error.UnknownCode",
        ["MaximumLengthValidator"] = "Error.TooLong",
        ["LessThanOrEqualValidator"] = "Error.TooMany",
    };

    public override string GetString(string key, CultureInfo? culture = null) =>
        Keys.TryGetValue(key, out var text) ? Words.Get(text) : base.GetString(key, culture);
}
