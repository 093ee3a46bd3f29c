using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.People;
using CyberIncidents.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>What every page of a signed-in person shows around its content.</summary>
public sealed class Shell(IDispatcher send, IViewerAccessor viewer, ReferenceNames references, SystemState state, TimeProvider time)
{
    private MeDetail? _me;
    private NameBook? _names;
    private Here? _here;

    /// <summary>Whether somebody is signed in.</summary>
    public bool SignedIn => viewer.Current is not null;

    /// <summary>Who reads.</summary>
    public MeDetail Me => _me ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Names of countries and codes in the reader's language.</summary>
    public NameBook Names => _names ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The reader's clock.</summary>
    public Here Here => _here ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>What waits for the reader, for the counts of the bar.</summary>
    public NavigationCounts Navigation { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Whether the background jobs of this process are late; those who can do something about it are told.</summary>
    public bool JobsAreLate => SignedIn && !IsPartner && state.SweepIsLate();

    /// <summary>Whether the reader's roles hold a permission.</summary>
    public bool Holds(Permission permission) => viewer.Current?.Holds(permission) == true;

    /// <summary>Whether the reader is a liaison officer.</summary>
    public bool IsPartner => viewer.Current?.IsPartner == true;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (!SignedIn || _me is not null)
        {
            return;
        }

        _me = await send.SendAsync(new GetMeQuery(), cancellationToken);
        _names = await references.ReadAsync(send, cancellationToken);
        _here = new Here(time.GetUtcNow(), _me.TimeZone);
    }
}

/// <summary>What waits for the reader.</summary>
/// <param name="Desk">Overdue and due today.</param>
/// <param name="FollowUpsDue">Follow-ups that are due.</param>
/// <param name="UnreadNotices">Notices not read yet.</param>
/// <param name="ActionRequired">Requests on which a partner has to act.</param>
public sealed record NavigationCounts(int Desk, int FollowUpsDue, int UnreadNotices, int ActionRequired);

/// <summary>Loads the shell before a page's own handler runs.</summary>
internal sealed class ShellFilter(Shell shell) : IAsyncPageFilter
{
    public async Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) =>
        await shell.LoadAsync(context.HttpContext.RequestAborted);

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) => next();
}
