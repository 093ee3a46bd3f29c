using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <content>Who read, on the tab of history.</content>
internal sealed partial class IndexModel
{
    /// <summary>Leads to who read.</summary>
    public const string ReadersQuery = "show=reads";

    /// <summary>Who read what, the last first.</summary>
    public Page<ReaderDetail> ReaderList { get; private set; } = new([], null);

    /// <summary>Whether the tab of history shows who read.</summary>
    public bool ShowsReaders => Show == "reads";

    /// <summary>Whether the viewer may know who read: the owner and managers.</summary>
    public bool MayReadReaders => Shell.Holds(Permission.ReadReaders) || Detail.Owner?.Id == Shell.Me.Id;

    /// <summary>Only readers of this organisation.</summary>
    public Guid? ReadersOf => Guid.TryParse(One("organisation"), out var id) ? id : null;

    /// <summary>The address of the readers of an organisation, or of all.</summary>
    public string ReadersAt(Guid? organisation, string? after = null) => At(
        CaseTab.History, ReadersQuery + (organisation is { } one ? $"&organisation={one}" : string.Empty) + (after is null ? string.Empty : $"&after={after}"));

    /// <summary>What was read, in words.</summary>
    public static string NameOfRead(ReaderDetail row) => row.SubjectType == SubjectType.Incident
        ? Words.Get("Case.LeftKind.Incident")
        : Words.Get($"Case.LeftKind.{row.SubjectType}") + (row.Subject is null ? string.Empty : $" {row.Subject}");

    private async Task LoadReadersAsync() =>
        ReaderList = await Send.SendAsync(new ListReadsQuery(Reference, ReadersOf, new PageRequest(RowsAtOnce, One("after"))), Gone);
}
