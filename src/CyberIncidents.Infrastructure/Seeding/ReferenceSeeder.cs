using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>
/// Loads <c>seeds/reference</c>: each file by its hash, each row by its code. A code that left its file is retired and
/// never deleted, since old cases point to it.
/// </summary>
internal sealed class ReferenceSeeder(SeedFiles files, IDispatcher send, TimeProvider time)
{
    private readonly DateTimeOffset _now = time.GetUtcNow();

    public async Task<bool> SeedAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var changed = await FileAsync<ItemFile<CountrySeed>>(db, "reference/countries.json", f => CountriesAsync(db, f.Items, cancellationToken), cancellationToken);
        changed |= await FileAsync<ItemFile<CodeSeed>>(
            db, "reference/regions.json", f => CodesAsync(db, CodeLists.Region, f.Items, cancellationToken), cancellationToken);
        changed |= await FileAsync<ItemFile<ClassSeed>>(db, "reference/rsit.json", f => RsitAsync(db, f.Items, cancellationToken), cancellationToken);
        changed |= await FileAsync<ListFile>(db, "reference/code-lists.json", f => ListsAsync(db, f.Lists, cancellationToken), cancellationToken);
        changed |= await FileAsync<ItemFile<KindSeed>>(db, "reference/request-kinds.json", f => KindsAsync(db, f.Items, cancellationToken), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var clocks = new ClockSeeds(_now);
        changed |= await FileAsync<ItemFile<ClockSeeds.Basis>>(
            db, "reference/legal-bases.json", f => clocks.BasesAsync(db, f.Items, cancellationToken), cancellationToken);
        changed |= await FileAsync<ItemFile<ClockSeeds.Rule>>(
            db, "reference/deadline-rules.json", f => clocks.RulesAsync(db, f.Items, cancellationToken), cancellationToken);
        changed |= await FileAsync<ItemFile<ClockSeeds.Ladder>>(
            db, "reference/chasing-ladders.json", f => clocks.LaddersAsync(db, f.Items, cancellationToken), cancellationToken);
        changed |= await FileAsync<ItemFile<ClockSeeds.DayOff>>(
            db, "reference/holidays.json", f => clocks.HolidaysAsync(db, f.Items, cancellationToken), cancellationToken);
        changed |= await FileAsync<ItemFile<ClockSeeds.Weekend>>(
            db, "reference/weekend-overrides.json", f => clocks.WeekendsAsync(db, f.Items, cancellationToken), cancellationToken);
        var agreements = new AgreementSeeds(_now);
        changed |= await FileAsync<ItemFile<AgreementSeeds.Item>>(
            db, "reference/agreements.json", f => agreements.LoadAsync(db, f.Items, cancellationToken), cancellationToken);
        changed |= await FileAsync<ItemFile<EngagementSeeds.Item>>(
            db, "reference/engagements.json", f => new EngagementSeeds(_now).AddAsync(db, f.Items, cancellationToken), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (agreements.Changed.Count > 0)
        {
            await send.SendAsync(new KeepRemindersCommand(agreements.Changed), cancellationToken);
        }

        return changed;
    }

    private async Task<bool> FileAsync<T>(AppDbContext db, string name, Func<T, Task> load, CancellationToken cancellationToken)
    {
        var bytes = await files.ReadAsync(name, cancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var history = await db.Set<SeedHistory>().SingleOrDefaultAsync(s => s.Name == name, cancellationToken);
        if (history?.Hash == hash)
        {
            return false;
        }

        await load(SeedFiles.Parse<T>(bytes, name));
        if (history is null)
        {
            db.Add(new SeedHistory { Name = name, Hash = hash, LoadedAt = _now });
        }
        else
        {
            history.Hash = hash;
            history.LoadedAt = _now;
        }

        return true;
    }

    private async Task CountriesAsync(AppDbContext db, IReadOnlyList<CountrySeed> items, CancellationToken cancellationToken)
    {
        var known = await db.Set<Country>().ToDictionaryAsync(c => c.Code, StringComparer.Ordinal, cancellationToken);
        foreach (var item in items)
        {
            var country = Known(db, known, item.Code, () => new Country(item.Code, _now));
            country.Alpha3 = item.Alpha3;
            country.Numeric = item.Numeric;
            country.NameEn = item.NameEn;
            country.NameId = item.NameId;
            country.Region = item.Region;
            country.Subregion = item.Subregion;
            country.Weekend = item.Weekend;
            country.FirstDay = item.FirstDay;
            country.RetiredAt = null;
        }

        foreach (var gone in known.Values.Where(c => items.All(i => i.Code != c.Code)))
        {
            gone.RetiredAt ??= _now;
        }
    }

    private async Task RsitAsync(AppDbContext db, IReadOnlyList<ClassSeed> items, CancellationToken cancellationToken)
    {
        await CodesAsync(db, CodeLists.RsitClass, items, cancellationToken);
        await CodesAsync(
            db, CodeLists.RsitType, [.. items.SelectMany(c => c.Types.Select(t => t with { Parent = c.Code }))], cancellationToken);
    }

    private async Task ListsAsync(AppDbContext db, IReadOnlyList<ListSeed> lists, CancellationToken cancellationToken)
    {
        foreach (var list in lists)
        {
            await CodesAsync(db, list.List, list.Items, cancellationToken);
        }
    }

    private async Task CodesAsync(AppDbContext db, string list, IReadOnlyList<CodeSeed> items, CancellationToken cancellationToken)
    {
        var known = await db.Set<CodeEntry>().Where(c => c.List == list).ToDictionaryAsync(c => (c.Parent, c.Code), cancellationToken);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var parent = item.Parent ?? string.Empty;
            var entry = Known(db, known, (parent, item.Code), () => new CodeEntry(list, item.Code, parent, _now));
            entry.NameEn = item.NameEn;
            entry.NameId = item.NameId;
            entry.DescriptionEn = item.DescriptionEn;
            entry.DescriptionId = item.DescriptionId;
            entry.SortOrder = i;
            entry.RetiredAt = null;
        }

        foreach (var gone in known.Values.Where(c => items.All(i => (i.Parent ?? string.Empty, i.Code) != (c.Parent, c.Code))))
        {
            gone.RetiredAt ??= _now;
        }
    }

    private async Task KindsAsync(AppDbContext db, IReadOnlyList<KindSeed> items, CancellationToken cancellationToken)
    {
        var known = await db.Set<RequestKindRule>().ToDictionaryAsync(k => k.Kind, cancellationToken);
        foreach (var item in items)
        {
            var rule = Known(db, known, item.Code, () => new RequestKindRule(item.Code, _now));
            rule.NameEn = item.NameEn;
            rule.NameId = item.NameId;
            rule.DescriptionEn = item.DescriptionEn;
            rule.DescriptionId = item.DescriptionId;
            rule.Issuing = item.Issuing;
            rule.Receiving = item.Receiving;
            rule.Approval = item.Approval;
            rule.RetiredAt = null;
        }

        foreach (var gone in known.Values.Where(k => items.All(i => i.Code != k.Kind)))
        {
            gone.RetiredAt ??= _now;
        }
    }

    private static T Known<TKey, T>(AppDbContext db, Dictionary<TKey, T> known, TKey key, Func<T> make)
        where TKey : notnull
        where T : Entity
    {
        if (!known.TryGetValue(key, out var row))
        {
            known[key] = row = make();
            db.Add(row);
        }

        return row;
    }

    internal sealed record ItemFile<T>(IReadOnlyList<T> Items);

    private sealed record ListFile(IReadOnlyList<ListSeed> Lists);

    private sealed record ListSeed(string List, IReadOnlyList<CodeSeed> Items);

    private record CodeSeed(
        string Code, string? Parent, string NameEn, string NameId, string? DescriptionEn, string? DescriptionId);

    private sealed record ClassSeed(
        string Code, string? Parent, string NameEn, string NameId, string? DescriptionEn, string? DescriptionId, IReadOnlyList<CodeSeed> Types)
        : CodeSeed(Code, Parent, NameEn, NameId, DescriptionEn, DescriptionId);

    private sealed record CountrySeed(
        string Code, string Alpha3, string Numeric, string NameEn, string NameId, string? Region, string? Subregion,
        IReadOnlyList<DayOfWeek> Weekend, DayOfWeek FirstDay);

    private sealed record KindSeed(
        RequestKind Code, string NameEn, string NameId, string? DescriptionEn, string? DescriptionId,
        IReadOnlyList<OrganisationKind> Issuing, IReadOnlyList<OrganisationKind> Receiving, bool Approval);
}

/// <summary>The files under <c>seeds/</c>, as they stand beside the program.</summary>
/// <param name="root">The folder.</param>
internal sealed class SeedFiles(string root)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    public Task<byte[]> ReadAsync(string name, CancellationToken cancellationToken) =>
        File.ReadAllBytesAsync(Path.Combine(root, name), cancellationToken);

    /// <summary>The names of the JSON files of a folder, in order.</summary>
    public IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*.json").Select(f => $"{folder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal);

    public static T Parse<T>(byte[] bytes, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Json) ?? throw new JsonException("Empty.");
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"seeds/{name} is not what the program expects: {error.Message}", error);
        }
    }
}
