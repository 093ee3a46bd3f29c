using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Reference;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>Names of countries and codes in one language.</summary>
public sealed record NameBook(
    IReadOnlyList<CountryDetail> Countries,
    Classifications Classifications,
    IReadOnlyList<CodeDetail> RefusalGrounds,
    IReadOnlyList<LegalBasisDetail> LegalBases,
    IReadOnlyList<RequestKindDetail> RequestKinds)
{
    private readonly FrozenDictionary<string, string> _countries = Countries.ToFrozenDictionary(c => c.Code, c => c.Name, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> _codes = Classifications.Rsit.Select(c => (Key: c.Code, c.Name))
        .Concat(Classifications.Rsit.SelectMany(c => c.Types.Select(t => (Key: $"{c.Code}/{t.Code}", t.Name))))
        .Concat(Classifications.TerroristUse.Select(t => (Key: $"use/{t.Code}", t.Name)))
        .Concat(RefusalGrounds.Select(g => (Key: $"ground/{g.Code}", g.Name)))
        .Concat(LegalBases.Select(b => (Key: $"basis/{b.Code}", b.Name)))
        .ToFrozenDictionary(p => p.Key, p => p.Name, StringComparer.Ordinal);

    /// <summary>A country's name; its code where it is not known.</summary>
    public string Country(string code) => _countries.GetValueOrDefault(code, code);

    /// <summary>A class of RSIT.</summary>
    public string Class(string code) => _codes.GetValueOrDefault(code, code);

    /// <summary>A type of RSIT.</summary>
    public string Type(string classCode, string typeCode) => _codes.GetValueOrDefault($"{classCode}/{typeCode}", typeCode);

    /// <summary>A category of terrorist use of the internet.</summary>
    public string TerroristUse(string code) => _codes.GetValueOrDefault($"use/{code}", code);

    /// <summary>A ground of refusal.</summary>
    public string Ground(string code) => _codes.GetValueOrDefault($"ground/{code}", code);

    /// <summary>A legal basis.</summary>
    public string Basis(string code) => _codes.GetValueOrDefault($"basis/{code}", code);
}

/// <summary>Keeps the reference data that every page names, by language, for five minutes.</summary>
public sealed class ReferenceNames(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, (NameBook Book, long ReadAt)> _books = new(StringComparer.Ordinal);

    public async Task<NameBook> ReadAsync(IDispatcher send, CancellationToken cancellationToken)
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        if (_books.TryGetValue(language, out var kept) && time.GetElapsedTime(kept.ReadAt) < Kept)
        {
            return kept.Book;
        }

        var readAt = time.GetTimestamp();
        var book = new NameBook(
            (await send.SendAsync(new ListCountriesQuery(), cancellationToken)).Items,
            await send.SendAsync(new GetClassificationsQuery(), cancellationToken),
            (await send.SendAsync(new ListRefusalGroundsQuery(), cancellationToken)).Items,
            (await send.SendAsync(new ListLegalBasesQuery(), cancellationToken)).Items,
            (await send.SendAsync(new ListRequestKindsQuery(), cancellationToken)).Items);
        _books[language] = (book, readAt);
        return book;
    }
}
