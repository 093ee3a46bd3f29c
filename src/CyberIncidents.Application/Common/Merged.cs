using CyberIncidents.Application.Common.Behaviors;
using CyberIncidents.Domain.Common;
using FluentValidation;

namespace CyberIncidents.Application.Common;

/// <summary>What a merge patch makes of a row, checked as a whole: two members may each be right and not fit.</summary>
internal static class Merged
{
    /// <summary>Throws what the form's rules find, with the fields in the words of the API.</summary>
    public static T EnsureValid<T>(IValidator<T> form, T merged)
    {
        var result = form.Validate(merged);
        return result.IsValid
            ? merged
            : throw new InvalidInputException(result.Errors.GroupBy(e => FieldNames.Of(e.PropertyName), e => e.ErrorMessage, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal));
    }
}
