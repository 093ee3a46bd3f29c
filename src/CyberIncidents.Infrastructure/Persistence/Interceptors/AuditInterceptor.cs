using System.Text.Json;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CyberIncidents.Infrastructure.Persistence.Interceptors;

/// <summary>
/// Writes the audit lines of a save into the same save: one per aggregate, in the chain of its case, whose head is
/// locked first and sealed again last. Nobody calls it.
/// </summary>
internal sealed class AuditInterceptor(AuditHash hash, TimeProvider time) : SaveChangesInterceptor
{
    private static readonly string[] Unaudited = [nameof(Entity.Version), "SearchText", "UpdatedAt", nameof(Entity.Id), nameof(Entity.CreatedAt)];

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = (AppDbContext)eventData.Context!;
        var changes = Collect(db);
        var detects = db.ChangeTracker.AutoDetectChangesEnabled;
        try
        {
            // The save itself looks once more; looking at everything again for each chain would cost more than the save.
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            await AppendAsync(db, changes, cancellationToken);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = detects;
        }

        return result;
    }

    private async Task AppendAsync(AppDbContext db, IReadOnlyCollection<AggregateChange> changes, CancellationToken cancellationToken)
    {
        var heads = new Heads(db, hash);
        foreach (var chain in heads.InOrder(changes.Select(c => c.ChainId)))
        {
            await heads.TakeAsync(chain, cancellationToken);
        }

        foreach (var change in changes)
        {
            Append(db, await heads.TakeAsync(change.ChainId, cancellationToken), change);
        }

        heads.Seal();
    }

    private static Dictionary<(string Type, Guid Id), AggregateChange>.ValueCollection Collect(AppDbContext db)
    {
        var changes = new Dictionary<(string Type, Guid Id), AggregateChange>();
        foreach (var entry in db.ChangeTracker.Entries<Entity>().ToList())
        {
            var acts = (entry.Entity as AggregateRoot)?.Acts ?? [];
            if (entry.Entity is Notice or DigestRun || IsCourseOfMail(entry) || (entry.State is EntityState.Unchanged or EntityState.Detached && acts.Count == 0))
            {
                continue;
            }

            var key = entry.Entity is IPartOf part ? part.Aggregate : (entry.Entity.GetType().Name, entry.Entity.Id);
            if (!changes.TryGetValue(key, out var change))
            {
                changes[key] = change = new AggregateChange(key.Item1, key.Item2);
            }

            change.Add(entry, acts);
            (entry.Entity as AggregateRoot)?.ClearActs();
        }

        return changes.Values;
    }

    /// <summary>A mail that is put out, sent or given up does what the program does anyway; that somebody has it tried again or dismisses it is an act.</summary>
    private static bool IsCourseOfMail(EntityEntry<Entity> entry) =>
        entry.Entity is OutboxMail mail && !(entry.State == EntityState.Modified
            && (entry.Property(nameof(OutboxMail.RevivedAt)).IsModified
                || ((mail.DeadAt ?? mail.BouncedAt) is not null && entry.Property(nameof(OutboxMail.DroppedAt)).IsModified)));

    private void Append(AppDbContext db, AuditChain head, AggregateChange change)
    {
        var viewer = db.Viewer!;
        var payload = change.Payload();
        var salt = AuditHash.NewSalt();
        var line = new AuditLine(
            Truncate(time.GetUtcNow()), viewer.IsSystem ? "System" : "User", viewer.IsSystem ? null : viewer.UserId, change.Action,
            change.Type, change.Id, db.CorrelationId, change.Tlp, payload, salt);
        var entry = new AuditEntry(line, head.ChainId, head.LastSequence + 1, head.LastHash, AuditHash.OfPayload(salt, payload));
        entry.Seal(hash.Of(entry));
        head.Advance(entry);
        db.Add(entry);
    }

    /// <summary>What the database keeps of an instant is what was hashed: both providers keep 100 ns.</summary>
    private static DateTimeOffset Truncate(DateTimeOffset at) => new(at.UtcTicks, TimeSpan.Zero);

    private sealed class AggregateChange(string type, Guid id)
    {
        private readonly List<string> _acts = [];
        private readonly List<object> _rows = [];
        private Guid? _incident;

        public string Type { get; } = type;

        public Guid Id { get; } = id;

        /// <summary>Before and after the change, whichever is stricter.</summary>
        public Tlp Tlp { get; private set; }

        public Guid ChainId => _incident ?? AuditChain.Rest;

        public string Action => _acts.Count > 0 ? string.Join(',', _acts.Distinct(StringComparer.Ordinal)) : "change";

        public void Add(EntityEntry<Entity> entry, IReadOnlyList<string> acts)
        {
            _acts.AddRange(acts);
            _incident ??= entry.Entity is AccessGrant grant ? grant.IncidentId : (entry.Entity as ISecured)?.IncidentId;
            if (entry.Entity is ISecured)
            {
                var marking = entry.Property<Tlp>(nameof(ISecured.Tlp));
                Tlp = ReleasePolicy.Strictest(Tlp, ReleasePolicy.Strictest(marking.OriginalValue, marking.CurrentValue));
            }

            if (entry.State is not EntityState.Unchanged)
            {
                _rows.Add(new { entity = entry.Metadata.ClrType.Name, id = entry.Entity.Id, state = entry.State.ToString(), values = Values(entry) });
            }
        }

        /// <summary>What each column was and is.</summary>
        private static Dictionary<string, object?[]> Values(EntityEntry<Entity> entry) => entry.Properties
            .Where(p => !Unaudited.Contains(p.Metadata.Name) && (entry.State != EntityState.Modified || p.IsModified))
            .Where(p => entry.State != EntityState.Added || p.CurrentValue is not null)
            .ToDictionary(
                p => p.Metadata.Name,
                p => entry.State switch
                {
                    EntityState.Added => new object?[] { null, p.CurrentValue },
                    EntityState.Modified => [p.OriginalValue, p.CurrentValue],
                    _ => [p.OriginalValue, null],
                },
                StringComparer.Ordinal);

        public string Payload() => JsonSerializer.Serialize(_rows, Json);

        private static readonly JsonSerializerOptions Json = new()
        {
            Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(), new HandlingAsText() },
        };
    }

    private sealed class HandlingAsText : System.Text.Json.Serialization.JsonConverter<Handling>
    {
        public override Handling? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Handling value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
