using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Partners;

/// <summary>A page of the directory: for the national team, and for administrators as far as it is no case.</summary>
internal abstract class DirectoryPage(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    /// <summary>Whether the reader sees cases, and so what the work with an organisation comes to.</summary>
    public bool SeesCases => Shell.Holds(Permission.ReadCases);

    /// <summary>Whether the reader notes what is known of partners.</summary>
    public bool Keeps => Shell.Holds(Permission.KeepCooperation) || Shell.Holds(Permission.KeepOrganisations);

    /// <summary>Whether the reader edits organisations and contact points.</summary>
    public bool Administers => Shell.Holds(Permission.KeepOrganisations);

    protected void EnsureMay()
    {
        if (!SeesCases && !Administers)
        {
            throw new ForbiddenException("The directory is for the national team.");
        }
    }
}
