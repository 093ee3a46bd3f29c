using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Incidents;

/// <summary>What the viewer may do with a case now, beside its moves.</summary>
/// <param name="Edit">Edit what is known, and give it to somebody.</param>
/// <param name="RaiseTlp">Make its marking stricter; a closed case's too.</param>
/// <param name="LowerTlp">Make its marking laxer.</param>
/// <param name="AddPartners">Propose partners.</param>
/// <param name="DraftRequest">Draft a request to one of its partners; see <see cref="ParticipationDetail.DraftKinds"/>.</param>
/// <param name="ScheduleFollowUp">Schedule a follow-up.</param>
/// <param name="AddObservables">Note observables, and withdraw them.</param>
/// <param name="AddEvidence">Bring files of evidence, and say more of them.</param>
/// <param name="ReleaseUpTo">The strictest marking that the viewer may let leave.</param>
/// <param name="CommentTo">For whom a comment may be written.</param>
/// <param name="CommentToOrganisations">The organisations that may be named as readers of a comment.</param>
public sealed record CaseMay(
    bool Edit,
    bool RaiseTlp,
    bool LowerTlp,
    bool AddPartners,
    bool DraftRequest,
    bool ScheduleFollowUp,
    bool AddObservables,
    bool AddEvidence,
    Tlp ReleaseUpTo,
    IReadOnlyList<CommentAudience> CommentTo,
    IReadOnlyList<OrganisationName> CommentToOrganisations)
{
    internal static CaseMay Nothing { get; } = new(false, false, false, false, false, false, false, false, Tlp.Amber, [], []);

    /// <summary>Reads the rules of the handlers off a case and its partners.</summary>
    internal static CaseMay Of(Viewer me, IncidentStatus status, Tlp tlp, CaseContacts contacts, IReadOnlyList<ParticipationDetail> partners)
    {
        var works = me.Holds(Permission.WorkCases);
        var takesMore = IncidentLifecycle.BlocksMore(status) is null;
        var readers = partners.Where(p => p.Organisation is not null && ParticipationLifecycle.Shares(p.State)).ToList();
        var reached = takesMore && me.MayRelease(tlp) ? readers.Where(p => contacts.Reaches(p.Organisation!.Id, tlp)).ToList() : [];
        List<CommentAudience> audiences = me.Holds(Permission.WriteComments) ? [CommentAudience.National] : [];
        if (audiences.Count > 0 && reached.Count > 0)
        {
            audiences.Add(CommentAudience.Organisations);
            if (reached.Count == readers.Count)
            {
                audiences.Insert(1, CommentAudience.Participants);
            }
        }

        return new CaseMay(
            works && takesMore, works && tlp < Tlp.Red, works && takesMore && tlp > Tlp.Clear && me.Holds(Permission.ReleaseAboveAmber),
            works && takesMore, partners.Any(p => p.DraftKinds.Count > 0), works && takesMore, works && takesMore, works && takesMore,
            me.MayRelease(Tlp.Red) ? Tlp.Red : Tlp.Amber, audiences, [.. reached.Select(p => p.Organisation!)]);
    }
}
