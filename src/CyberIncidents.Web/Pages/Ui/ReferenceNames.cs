using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Reference;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>Names of countries and codes in one language; legal bases with those that left the list, since old requests rest on them.</summary>
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

    /// <summary>A legal basis, retired or not.</summary>
    public string Basis(string code) => _codes.GetValueOrDefault($"basis/{code}", code);

    /// <summary>The legal bases that a new request may rest on, and the one that is chosen, so that no choice is lost unseen.</summary>
    public IEnumerable<LegalBasisDetail> BasesFor(string? chosen) => LegalBases.Where(b => b.Offered || b.Code == chosen);
}

/// <summary>
/// Keeps the reference data that every page names, by language, for five minutes. What is changed in this process is forgotten at
/// once; another process learns of it when its five minutes are over.
/// </summary>
public sealed class ReferenceNames(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, (NameBook Book, long ReadAt, int Edition)> _books = new(StringComparer.Ordinal);
    private int _edition;

    /// <summary>Reads anew from now on; also what somebody else is reading right now, perhaps from before the change, is not kept.</summary>
    public void Forget() => Interlocked.Increment(ref _edition);

    public async Task<NameBook> ReadAsync(IDispatcher send, CancellationToken cancellationToken)
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var edition = Volatile.Read(ref _edition);
        if (_books.TryGetValue(language, out var kept) && kept.Edition == edition && time.GetElapsedTime(kept.ReadAt) < Kept)
        {
            return kept.Book;
        }

        var readAt = time.GetTimestamp();
        var book = new NameBook(
            (await send.SendAsync(new ListCountriesQuery(), cancellationToken)).Items,
            await send.SendAsync(new GetClassificationsQuery(), cancellationToken),
            (await send.SendAsync(new ListRefusalGroundsQuery(), cancellationToken)).Items,
            await BasesAsync(cancellationToken),
            (await send.SendAsync(new ListRequestKindsQuery(), cancellationToken)).Items);
        _books[language] = (book, readAt, edition);
        return book;
    }

    /// <summary>All of them, whoever looks: a page names only the one that a request rests on which its reader sees.</summary>
    private async Task<IReadOnlyList<LegalBasisDetail>> BasesAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
        return (await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(new ListAllLegalBasesQuery(), cancellationToken)).Items;
    }
}
