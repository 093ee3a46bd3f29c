using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Application.Partners;

/// <summary>
/// The circle at home: ministries, police, regulators and other organisations of our own country that are not ours. They are told, asked
/// and shown things as partners are, and no figure of a country counts them.
/// </summary>
public static class AtHome
{
    /// <summary>Whether an organisation belongs to the circle at home.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="home">Which country is ours.</param>
    /// <returns>True for one of our country that is not our own.</returns>
    public static bool IsAtHome(this Organisation organisation, HomeSettings home)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(home);
        return !organisation.IsHome && organisation.Country == home.Country;
    }

    /// <summary>The circle at home.</summary>
    internal static IQueryable<Organisation> StakeholdersOf(this IAppDb db, string country) =>
        db.Organisations.Where(o => !o.IsHome && o.Country == country);

    /// <summary>Requests that go to somebody of the circle at home: its tasks; or all others.</summary>
    internal static IQueryable<Request> WhereAtHome(this IQueryable<Request> requests, IAppDb db, bool atHome)
    {
        // Written so, since filters know no settings: our own organisation says which country is ours.
        var ours = db.Organisations.Where(h => h.IsHome).Select(h => h.Country);
        var circle = db.Organisations.Where(o => !o.IsHome && o.Country == ours.First()).Select(o => o.Id);
        return requests.Where(r => circle.Contains(r.RequestedOrganisationId) == atHome);
    }

    /// <summary>Whether a role is one that such an organisation can play.</summary>
    internal static bool Takes(bool atHome, ParticipationRole role) =>
        atHome ? ParticipationLifecycle.RolesAtHome.Contains(role) : ParticipationLifecycle.RolesAbroad.Contains(role);
}
