using System.Globalization;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using Partner = CyberIncidents.Domain.Partners.Organisation;

namespace CyberIncidents.Benchmarks.Load;

/// <summary>
/// Makes cases by the constructors and moves of the domain, the same ones on every run: 5 % open (three in five of those
/// among the newest 4 %), 2 % RED, three partners and two requests each, shared by 25 analysts. The large partner takes part in
/// four cases of five, the small one in three dozen. Of the requests of open cases a third waits.
/// </summary>
internal sealed class CaseMaker(Cast cast, int count, DateTimeOffset now)
{
    private const int SmallCases = 36;
    private static readonly TimeSpan Years = TimeSpan.FromDays(5 * 365);
    private static readonly TimeSpan Newest = TimeSpan.FromDays(2);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly string[] Systems = ["mail server", "web portal", "VPN gateway", "payment site", "chat channel", "hosting account", "name server", "file share"];
    private static readonly string[] Things = ["Phishing page", "Ransom note", "Malware drop", "Recruitment post", "Credential dump", "Scan of ports", "Defacement", "Flood of traffic"];

    private readonly Random _random = new(20261124);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The last number of each series of references.</summary>
    public IReadOnlyDictionary<string, int> Numbers => _numbers;

    public IEnumerable<MadeCase> All()
    {
        for (var i = 0; i < count; i++)
        {
            yield return Make(i);
        }
    }

    private MadeCase Make(int index)
    {
        var at = now - Years + ((Years - Newest) * ((double)index / count));
        var open = IsOpen(index);
        var tlp = index % 50 == 7 ? Tlp.Red : (Tlp)(index % 4);
        var (classCode, typeCode) = cast.Classes[_random.Next(cast.Classes.Count)];
        var system = Systems[_random.Next(Systems.Length)];
        var facts = new IncidentFacts(
            $"{Things[_random.Next(Things.Length)]} on a {system}, report {index.ToString(CultureInfo.InvariantCulture)}",
            $"A partner told us of a {system} that was taken over. Logs are kept since {at:yyyy-MM-dd}. The owner was told, and the address was blocked for the time being. What is known so far stands in the attached notes; the next look is in a week.",
            classCode, typeCode, index % 8 == 0 ? [cast.TerroristUse[_random.Next(cast.TerroristUse.Count)]] : [], (Severity)_random.Next(4), null,
            at - TimeSpan.FromHours(_random.Next(72)), at, index % 3 == 0 ? "Hotline" : null, [system, index % 5 == 0 ? "campaign" : "single"]);
        var creator = cast.Analysts[index / 2 % cast.Analysts.Count].Id;
        var incident = new Incident(Next($"CI-{at.Year}", 6), facts, tlp, creator, at);
        var made = new MadeCase(incident);
        made.Add(AccessGrant.ToPerson(incident.Id, creator, GrantReason.Creator, at));
        var stage = open ? _random.Next(4) : 4;
        Work(made, incident, creator, stage, at);
        foreach (var (partner, place) in PartnersOf(index).Select((p, place) => (p, place)))
        {
            new PartnerMaker(cast, made, incident, creator, _random, Next).Make(partner, place, open, stage > 0, at, now);
        }

        if (open)
        {
            made.Add(new FollowUp(
                new FollowUpPlan(incident.Id, null, tlp, null, "Look at it again", now + TimeSpan.FromDays(4 + _random.Next(60)), "Asia/Jakarta", ["-P1D"], Day),
                creator, creator, now));
        }

        return made;
    }

    private void Work(MadeCase made, Incident incident, Guid owner, int stage, DateTimeOffset at)
    {
        if (stage >= 1)
        {
            incident.Triage(owner, at.AddHours(2));
            made.Add(AccessGrant.ToPerson(incident.Id, owner, GrantReason.Owner, at.AddHours(2)));
        }

        if (stage >= 2)
        {
            incident.Activate(at.AddHours(5));
        }

        if (stage == 3)
        {
            incident.Hold("Waits for the provider.", now + (Day * (1 + _random.Next(20))), at.AddHours(9));
        }

        if (stage == 4)
        {
            incident.Resolve((IncidentOutcome)_random.Next(3), null, at.AddDays(10));
            incident.Close("The content was taken down, and nothing new came for a week.", at.AddDays(17));
        }
    }

    private bool IsOpen(int index)
    {
        var age = count - index;
        return age <= count / 25 ? index % 4 != 0 : index % 48 == 1;
    }

    private List<Partner> PartnersOf(int index)
    {
        var chosen = new List<Partner>();
        if (index % 5 != 0)
        {
            chosen.Add(cast.Large);
        }

        if ((count - index) % Math.Max(1, count / SmallCases) == 1)
        {
            chosen.Add(cast.Small);
        }

        while (chosen.Count < 3)
        {
            var other = cast.Others[_random.Next(cast.Others.Count)];
            if (!chosen.Contains(other))
            {
                chosen.Add(other);
            }
        }

        return chosen;
    }

    private string Next(string series, int digits)
    {
        var number = _numbers[series] = _numbers.GetValueOrDefault(series) + 1;
        return $"{series}-{number.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)}";
    }
}

/// <summary>A case with all its rows, the case first.</summary>
internal sealed record MadeCase(Incident Incident)
{
    private readonly List<object> _rows = [Incident];

    public IReadOnlyList<object> Rows => _rows;

    public void Add(object row) => _rows.Add(row);
}
