using System.Globalization;
using System.Text;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Benchmarks.Baseline;

/// <summary>Lists what was shared with a partner, by hand-written SQL that begins at its own part of each case.</summary>
internal static class SharedReads
{
    private static readonly string ListSql =
        $"""
        SELECT p.Id, p.NotifiedAt, i.Reference, i.Status, p.Tlp, p.SharedTitle, p.SharedSummary, p.Roles, p.State, p.IncidentId
        FROM Participations p JOIN Incidents i ON i.Id = p.IncidentId
        WHERE p.OrganisationId = @0 AND {Granted("p", "Participation")}
          AND {Granted("i", "Incident")}
        ORDER BY p.NotifiedAt DESC, p.Id DESC LIMIT 51
        """;

    private static string Granted(string row, string type) =>
        $"EXISTS (SELECT 1 FROM AccessGrants g WHERE g.SubjectId = {row}.Id AND g.SubjectType = '{type}' AND g.RevokedAt IS NULL AND ((g.OrganisationId = @0 AND {row}.Tlp <> 'Red') OR g.UserId = @1))";

    public static Page<SharedIncident> List(Session session, Viewer me)
    {
        var rows = new List<SharedIncident>();
        using (var reader = session.Command(ListSql, me.OrganisationId, me.UserId).ExecuteReader())
        {
            while (reader.Read())
            {
                var own = new SharedParticipation(
                    reader.GetGuid(0), [.. reader.Texts(7).Select(Enum.Parse<ParticipationRole>)], reader.Word<ParticipationState>(8), reader.Instant(1), []);
                rows.Add(SharedReading.WithMoves(new SharedIncident
                {
                    Id = reader.GetGuid(9),
                    At = reader.Instant(1),
                    Reference = reader.GetString(2),
                    Status = reader.Word<IncidentStatus>(3),
                    Tlp = reader.Word<Tlp>(4),
                    SharedTitle = reader.Text(5),
                    SharedSummary = reader.Text(6),
                    Participation = own,
                }, me));
            }
        }

        string? next = null;
        if (rows.Count > 50)
        {
            rows.RemoveAt(50);
            next = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"-notifiedAt|{rows[^1].At.UtcTicks}|{rows[^1].Participation.Id:N}"))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        }

        return new Page<SharedIncident>(rows, next);
    }
}
