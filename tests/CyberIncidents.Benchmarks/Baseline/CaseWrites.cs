using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence;

namespace CyberIncidents.Benchmarks.Baseline;

/// <summary>What an edit of the benchmark changes.</summary>
internal sealed record SmallEdit(Severity? Severity, string? Source);

/// <summary>Writes the rows that the app writes, audit lines with their hashes included, by hand-written SQL.</summary>
internal sealed class CaseWrites(AuditHash hash, TimeProvider time)
{
    private const string LogSql =
        """
        INSERT INTO Incidents (Id, Reference, Title, Summary, ClassCode, TypeCode, TerroristUse, Severity, Tlp, Pap, Status, OwnerId, CreatedById,
          OccurredAt, DetectedAt, Source, Tags, UpdatedAt, SearchText, CreatedAt, Version)
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, NULL, @11, @12, @13, @14, @15, @16, @17, @18, 1)
        """;

    private const string PartnerSql =
        "INSERT INTO Participations (Id, IncidentId, Tlp, Country, OrganisationId, Roles, State, CreatedAt, Version) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, 1)";

    private const string GrantSql =
        "INSERT INTO AccessGrants (Id, IncidentId, UserId, Reason, CreatedAt, Version) VALUES (@0, @1, @2, @3, @4, 1)";

    private const string AuditSql =
        """
        INSERT INTO AuditEntries (Id, ChainId, Sequence, At, Actor, ActorId, Action, SubjectType, SubjectId, CorrelationId, Tlp, Payload, Salt,
          PayloadHash, PreviousHash, Hash)
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15)
        """;

    public string Log(Session session, Guid me, LogIncidentInput input)
    {
        var now = time.GetUtcNow();
        var year = now.Year.ToString(CultureInfo.InvariantCulture);
        session.Run("UPDATE ReferenceCounters SET Value = Value + 1 WHERE Series = @0", $"CI-{year}");
        var number = (long)session.Command("SELECT Value FROM ReferenceCounters WHERE Series = @0", $"CI-{year}").ExecuteScalar()!;
        var facts = new IncidentFacts(
            input.Title!, input.Summary!, input.Classification!.Class!, input.Classification.Type, input.TerroristUse ?? [], input.Severity!.Value, input.Pap,
            input.OccurredAt, input.DetectedAt, input.Source, input.Tags ?? []);
        var i = new Incident(string.Create(CultureInfo.InvariantCulture, $"CI-{year}-{number:D6}"), facts, input.Tlp!.Value, me, now);
        session.Run(
            LogSql, i.Id, i.Reference, i.Title, i.Summary, i.ClassCode, i.TypeCode, JsonSerializer.Serialize(i.TerroristUse), i.Severity.ToString(),
            i.Tlp.ToString(), i.Pap?.ToString(), i.Status.ToString(), me, i.OccurredAt?.UtcDateTime, i.DetectedAt?.UtcDateTime, i.Source,
            JsonSerializer.Serialize(i.Tags), i.UpdatedAt.UtcDateTime, i.SearchText, i.CreatedAt.UtcDateTime);
        var grant = AccessGrant.ToPerson(i.Id, me, GrantReason.Creator, now);
        session.Run(GrantSql, grant.Id, i.Id, me, nameof(GrantReason.Creator), now.UtcDateTime);
        var head = new AuditChain(i.Id);
        Audit(session, head, me, i.Tlp, "log", nameof(Incident), i.Id, JsonSerializer.Serialize(new object[]
        {
            new
            {
                entity = nameof(Incident), id = i.Id, state = "Added",
                values = new
                {
                    i.ClassCode, i.CreatedById, i.Reference, Severity = i.Severity.ToString(), Status = i.Status.ToString(), i.Summary, i.Tags, i.TerroristUse,
                    i.Title, Tlp = i.Tlp.ToString(), i.TypeCode,
                },
            },
            new { entity = nameof(AccessGrant), id = grant.Id, state = "Added", values = new { IncidentId = i.Id, Reason = nameof(GrantReason.Creator), UserId = me } },
        }));
        foreach (var partner in input.Partners ?? [])
        {
            Propose(session, head, me, i, partner, now);
        }

        var rest = Head(session, AuditChain.Rest);
        rest.Count(1);
        Seal(session, rest);
        session.Run(
            "INSERT INTO AuditChains (ChainId, LastSequence, LastHash, Begun, Seal) VALUES (@0, @1, @2, 0, @3)",
            head.ChainId, head.LastSequence, head.LastHash, hash.Of(head));
        return i.Reference;
    }

    /// <summary>Null when the case was changed since it was read.</summary>
    public string? Edit(Session session, Guid me, string reference, long version, SmallEdit edit)
    {
        var now = time.GetUtcNow();
        Guid id;
        Tlp tlp;
        using (var reader = session.Command(
            $"SELECT i.Id, i.Tlp FROM Incidents i WHERE i.Reference = @1 AND i.Version = @2 AND {CaseReads.Sees("i", "Incident", "i.Id", "i.Id")}",
            me, reference, version).ExecuteReader())
        {
            if (!reader.Read())
            {
                return null;
            }

            (id, tlp) = (reader.GetGuid(0), reader.Word<Tlp>(1));
        }

        session.Run(
            "UPDATE Incidents SET Severity = @0, Source = @1, UpdatedAt = @2, Version = Version + 1 WHERE Id = @3",
            edit.Severity!.Value.ToString(), edit.Source, now.UtcDateTime, id);
        var head = Head(session, id);
        Audit(session, head, me, tlp, "edit", nameof(Incident), id, JsonSerializer.Serialize(
            new[] { new { entity = nameof(Incident), id, state = "Modified", values = new { Severity = edit.Severity.ToString(), edit.Source } } }));
        Seal(session, head);
        return reference;
    }

    private static AuditChain Head(Session session, Guid id)
    {
        var head = new AuditChain(id);
        using var reader = session.Command("SELECT LastSequence, LastHash, Begun FROM AuditChains WHERE ChainId = @0", id).ExecuteReader();
        if (reader.Read())
        {
            // The head can only be moved by a line; one that stands where the stored head stands does that.
            var line = new AuditLine(DateTimeOffset.UnixEpoch, string.Empty, null, string.Empty, string.Empty, id, string.Empty, Tlp.Clear, string.Empty, string.Empty);
            var last = new AuditEntry(line, id, reader.GetInt64(0), string.Empty, string.Empty);
            last.Seal(reader.GetString(1));
            head.Advance(last);
            head.Count(reader.GetInt64(2));
        }

        return head;
    }

    private void Seal(Session session, AuditChain head) => session.Run(
        "UPDATE AuditChains SET LastSequence = @0, LastHash = @1, Begun = @2, Seal = @3 WHERE ChainId = @4",
        head.LastSequence, head.LastHash, head.Begun, hash.Of(head), head.ChainId);

    private void Propose(Session session, AuditChain head, Guid me, Incident incident, PartnerInput partner, DateTimeOffset now)
    {
        var contact = (string?)session.Command(
            "SELECT Id FROM Organisations WHERE Country = @0 AND NationalContact = 1 AND IsHome = 0", partner.Country).ExecuteScalar();
        var p = new Participation(incident.Id, incident.Tlp, partner.Country, contact is null ? null : Guid.Parse(contact), partner.Roles!, now);
        var roles = JsonSerializer.Serialize(p.Roles.Select(r => r.ToString()));
        session.Run(PartnerSql, p.Id, p.IncidentId, p.Tlp.ToString(), p.Country, p.OrganisationId, roles, p.State.ToString(), p.CreatedAt.UtcDateTime);
        Audit(session, head, me, p.Tlp, "propose", nameof(Participation), p.Id, JsonSerializer.Serialize(new[]
        {
            new
            {
                entity = nameof(Participation), id = p.Id, state = "Added",
                values = new { p.Country, p.IncidentId, p.OrganisationId, Roles = p.Roles.Select(r => r.ToString()), State = p.State.ToString(), Tlp = p.Tlp.ToString() },
            },
        }));
    }

    private void Audit(Session session, AuditChain head, Guid me, Tlp tlp, string action, string type, Guid id, string payload)
    {
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var line = new AuditLine(time.GetUtcNow(), "User", me, action, type, id, Guid.NewGuid().ToString("N"), tlp, payload, salt);
        var e = new AuditEntry(line, head.ChainId, head.LastSequence + 1, head.LastHash, AuditHash.OfPayload(salt, payload));
        e.Seal(hash.Of(e));
        head.Advance(e);
        session.Run(
            AuditSql, e.Id, e.ChainId, e.Sequence, e.At.UtcDateTime, e.Actor, e.ActorId, e.Action, e.SubjectType, e.SubjectId, e.CorrelationId,
            e.Tlp.ToString(), e.Payload, e.Salt, e.PayloadHash, e.PreviousHash, e.Hash);
    }
}
