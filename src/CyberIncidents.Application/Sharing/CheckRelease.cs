using System.Text.Json;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>Whether an item may go to a receiver.</summary>
/// <param name="Receiver">To whom.</param>
/// <param name="May">Whether it may.</param>
/// <param name="Code">Why not, as a refusal would say; null when it may.</param>
public sealed record WayChecked(OrganisationName Receiver, bool May, string? Code);

/// <summary>An item as it would leave.</summary>
/// <param name="Type">What kind of item.</param>
/// <param name="Id">Which one.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Tlp">Its marking.</param>
/// <param name="Content">Exactly what would leave, as JSON.</param>
/// <param name="Sha256">The digest of its UTF-8, in hexadecimal digits.</param>
/// <param name="Ways">A verdict for each receiver.</param>
public sealed record ItemChecked(SubjectType Type, Guid Id, string Name, Tlp Tlp, string Content, string Sha256, IReadOnlyList<WayChecked> Ways);

/// <summary>What a release would be.</summary>
/// <param name="May">Whether all may go to all.</param>
/// <param name="Tlp">The marking of the package: the strictest of its parts.</param>
/// <param name="NeedsApproval">Whether another manager has to approve.</param>
/// <param name="CaseCode">Why the case takes no release now; null when it does.</param>
/// <param name="Items">The items with exactly what would leave.</param>
public sealed record ReleaseChecked(bool May, Tlp Tlp, bool NeedsApproval, string? CaseCode, IReadOnlyList<ItemChecked> Items);

/// <summary>Says for each item and receiver whether it may go and why not, and exactly what would leave; nothing is done.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">What, to whom.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record CheckReleaseQuery(string Reference, ReleaseChoice Input) : IQuery<ReleaseChecked>;

internal sealed class CheckReleaseValidator : AbstractValidator<CheckReleaseQuery>
{
    public CheckReleaseValidator() => RuleFor(c => c.Input).SetValidator(new ReleaseChoiceValidator());
}

internal sealed class CheckReleaseHandler(IAppDb db, ReleaseCheck check, SharingSettings settings) : IQueryHandler<CheckReleaseQuery, ReleaseChecked>
{
    public async Task<ReleaseChecked> Handle(CheckReleaseQuery query, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(query.Reference, cancellationToken);
        var verdict = await check.JudgeAsync(incident.Id, query.Input, cancellationToken);
        var ways = verdict.Ways.ToLookup(w => w.Item);
        var blocked = IncidentLifecycle.BlocksMore(incident.Status);
        return new ReleaseChecked(
            blocked is null && verdict.Ways.All(w => w.Hindrance is null), verdict.Tlp, settings.NeedSecondApproval(verdict.Tlp), blocked,
            [.. verdict.Items.Select(i => Of(i, ways[i]))]);
    }

    private static ItemChecked Of(Releasable item, IEnumerable<WayVerdict> ways)
    {
        var content = Releases.Write(item.Content);
        return new ItemChecked(
            item.Type, item.Id, item.Name, item.Tlp, content, ReleaseItem.DigestOf(content),
            [.. ways.Select(w => new WayChecked(
                new OrganisationName(w.Receiver.Id, w.Receiver.Name), w.Hindrance is null, w.Hindrance is { } h ? MoveName.Of(h) : null))]);
    }
}
