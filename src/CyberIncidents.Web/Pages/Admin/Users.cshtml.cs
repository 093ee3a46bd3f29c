using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.WebUtilities;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>The users, by name, role, organisation and state of the account.</summary>
internal sealed class UsersModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public Roles? Role { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Organisation { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool? Disabled { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? After { get; set; }

    public IReadOnlyList<UserDetail> Users { get; private set; } = [];

    public IReadOnlyList<OrganisationChoice> Organisations { get; private set; } = [];

    public string? Next { get; private set; }

    public int Count { get; private set; }

    public bool Filtered => Q is not null || Role is not null || Organisation is not null || Disabled is not null;

    public async Task OnGetAsync()
    {
        var page = await Send.SendAsync(
            new ListUsersQuery(Q, new PageRequest(PageSize, After, Count: true), Role, Organisation, Disabled), Gone);
        (Users, Next, Count) = (page.Items, page.Next, page.Count ?? 0);
        Organisations = await OrganisationsAsync();
    }

    /// <summary>The country of a user's organisation.</summary>
    public string? CountryOf(UserDetail user) => Organisations.FirstOrDefault(o => o.Id == user.Organisation.Id)?.Country;

    /// <summary>The address of a page of the same list.</summary>
    public string Address(string? after)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Q,
            ["role"] = Role?.ToString(),
            ["organisation"] = Organisation?.ToString(),
            ["disabled"] = Disabled switch { null => null, true => "true", _ => "false" },
            ["after"] = after,
        };
        return QueryHelpers.AddQueryString("/admin/users", parts.Where(p => p.Value is not null));
    }
}
