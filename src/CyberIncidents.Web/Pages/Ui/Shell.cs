using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

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

    /// <summary>The organisation through whose eyes a page is shown to somebody of ours; null on any other page.</summary>
    public OrganisationName? PreviewedAs { get; set; }

    /// <summary>Whether that one is an authority at home.</summary>
    public bool PreviewedAtHome { get; set; }

    /// <summary>Whether a partner's page is shown to an authority at home, or as to one: it speaks of tasks and of us, and not of states.</summary>
    public bool SpeaksAtHome => PreviewedAs is null ? viewer.Current?.Roles == Roles.Stakeholder : PreviewedAtHome;

    /// <summary>Who we are on a partner's page: our country abroad, our own name at home.</summary>
    public string NameOfUs(string country) => SpeaksAtHome ? Me.NationalTeam : Names.Country(country);

    /// <summary>For whom a partner's page speaks: the reader's organisation, in a preview the other's.</summary>
    public string SpeaksFor => PreviewedAs?.Name ?? Me.Organisation.Name;

    /// <summary>What waits for the reader, for the counts of the bar.</summary>
    public Navigation Navigation { get; private set; } = new(null, null, null, 0);

    /// <summary>Whether the background jobs of this process are late; those who can do something about it are told.</summary>
    public bool JobsAreLate => SignedIn && !IsPartner && state.SweepIsLate();

    /// <summary>Whether the reader's roles hold a permission.</summary>
    public bool Holds(Permission permission) => viewer.Current?.Holds(permission) == true;

    /// <summary>Whether the reader speaks for another organisation: a partner, or an authority at home.</summary>
    public bool IsPartner => viewer.Current?.IsPartner == true;

    /// <summary>Reads who the reader is.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (!SignedIn || _me is not null)
        {
            return;
        }

        _me = await send.SendAsync(new GetMeQuery(), cancellationToken);
        _names = await references.ReadAsync(send, cancellationToken);
        _here = new Here(time.GetUtcNow(), _me.TimeZone, _names.Countries.FirstOrDefault(c => c.Code == _me.Country)?.Weekend);
    }

    /// <summary>Counts what waits; after the page's own work, so that the counts know of it.</summary>
    public async Task CountAsync(CancellationToken cancellationToken) =>
        Navigation = await send.SendAsync(new GetNavigationQuery(), cancellationToken);
}

/// <summary>Loads the shell before a page's own handler runs; pages of errors need none.</summary>
internal sealed class ShellFilter(Shell shell) : IAsyncPageFilter
{
    public async Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context)
    {
        if (context.HandlerInstance is AppPage)
        {
            await shell.LoadAsync(context.HttpContext.RequestAborted);
        }
    }

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var method = context.HttpContext.Request.Method;
        if (context.HandlerMethod is null && context.HandlerInstance is AppPage && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return;
        }

        var done = await next();
        if (context.HandlerInstance is AppPage && done.Result is PageResult && shell.SignedIn)
        {
            await shell.CountAsync(context.HttpContext.RequestAborted);
        }
    }
}
