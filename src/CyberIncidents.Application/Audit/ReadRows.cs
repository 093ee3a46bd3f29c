using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Auditing;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Audit;

/// <summary>Which lines of the read log somebody may see, and what people call those in them.</summary>
internal sealed class ReadRows(IAppDb db, IViewerAccessor viewer)
{
    /// <summary>The key of a case of which the viewer may know who read.</summary>
    /// <exception cref="NotFoundException">The viewer does not see the case.</exception>
    /// <exception cref="ForbiddenException">Neither its owner nor a manager.</exception>
    public async Task<Guid> CaseIdAsync(string reference, CancellationToken cancellationToken)
    {
        var id = await db.CaseIdAsync(reference, cancellationToken);
        var me = viewer.Required;
        return me.Holds(Permission.ReadReaders) || await db.OwnerOfAsync(id, cancellationToken) == me.UserId
            ? id
            : throw new ForbiddenException("Who read is told to the owner of the case and to managers.");
    }

    /// <summary>
    /// Lines of a case whose subject the viewer sees now. That a case was taken out as RED tells that something RED is in it: only whoever
    /// sees such a thing reads that line.
    /// </summary>
    public IQueryable<ReadEntry> Visible(Guid id, Guid? organisation)
    {
        var lines = db.ReadEntries.Where(r => r.IncidentId == id
            && ((r.SubjectType == SubjectType.Incident
                    && (r.Tlp != Tlp.Red
                        || db.Incidents.Any(x => x.Id == id && x.Tlp == Tlp.Red)
                        || db.ReleaseItems.Any(x => x.IncidentId == id && x.Tlp == Tlp.Red)
                        || db.TimelineEntries.Any(x => x.IncidentId == id && x.Tlp == Tlp.Red)))
                || (r.SubjectType == SubjectType.Request && db.Requests.Any(x => x.Id == r.SubjectId))
                || (r.SubjectType == SubjectType.Comment && db.Comments.Any(x => x.Id == r.SubjectId))
                || (r.SubjectType == SubjectType.Observable && db.Observables.Any(x => x.Id == r.SubjectId))
                || (r.SubjectType == SubjectType.Release && db.Releases.Any(x => x.Id == r.SubjectId))
                || (r.SubjectType == SubjectType.Evidence && db.EvidenceFiles.Any(x => x.Id == r.SubjectId))
                || (r.SubjectType == SubjectType.TimelineEntry && db.TimelineEntries.Any(x => x.Id == r.SubjectId))));
        return organisation is { } one ? lines.Where(r => r.OrganisationId == one) : lines;
    }

    /// <summary>Readers, their organisations, and what people call the subjects, by key.</summary>
    public async Task<ReadNames> NamesAsync(
        string reference, IReadOnlyCollection<(Guid Person, Guid Organisation, Guid Subject)> rows, CancellationToken cancellationToken)
    {
        var (persons, organisations, subjects) = (Keys(r => r.Person), Keys(r => r.Organisation), Keys(r => r.Subject));
        var people = await db.People.Where(p => persons.Contains(p.Id)).Select(p => new PersonName(p.Id, p.DisplayName)).ToListAsync(cancellationToken);
        var offices = await db.Organisations.Where(o => organisations.Contains(o.Id)).Select(o => new OrganisationName(o.Id, o.Name)).ToListAsync(cancellationToken);
        var requests = await db.Requests.Where(r => subjects.Contains(r.Id)).Select(r => new { r.Id, Name = r.Reference }).ToListAsync(cancellationToken);
        var observables = await db.Observables.Where(o => subjects.Contains(o.Id)).Select(o => new { o.Id, Name = o.Value }).ToListAsync(cancellationToken);
        var files = await db.EvidenceFiles.Where(e => subjects.Contains(e.Id)).Select(e => new { e.Id, Name = e.FileName }).ToListAsync(cancellationToken);
        var releases = await db.Releases.Where(r => subjects.Contains(r.Id)).Select(r => new { r.Id, Name = r.Number }).ToListAsync(cancellationToken);
        return new ReadNames(
            reference, people.ToDictionary(p => p.Id), offices.ToDictionary(o => o.Id), requests.Concat(observables).Concat(files).Concat(releases).DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.Name));

        List<Guid> Keys(Func<(Guid Person, Guid Organisation, Guid Subject), Guid> key) => [.. rows.Select(key).Distinct()];
    }
}

/// <summary>Names for lines of the read log.</summary>
internal sealed record ReadNames(
    string Reference,
    IReadOnlyDictionary<Guid, PersonName> People,
    IReadOnlyDictionary<Guid, OrganisationName> Organisations,
    IReadOnlyDictionary<Guid, string> Subjects)
{
    public PersonName Person(Guid id) => People.GetValueOrDefault(id) ?? new PersonName(id, id.ToString());

    public OrganisationName Organisation(Guid id) => Organisations.GetValueOrDefault(id) ?? new OrganisationName(id, id.ToString());

    public string? Subject(SubjectType type, Guid id) => type == SubjectType.Incident ? Reference : Subjects.GetValueOrDefault(id);
}
