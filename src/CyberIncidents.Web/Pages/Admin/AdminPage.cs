using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Web.Hosting;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>A page for administrators: users, organisations and the audit, and no content of any case.</summary>
[Authorize(Policy = Policies.RunsSystem)]
internal abstract class AdminPage(Shell shell, IDispatcher send) : AppPage(shell, send);

/// <summary>Errors of a field that holds several values.</summary>
internal static class ListErrors
{
    /// <summary>Puts what is wrong with single values, <c>Input.Languages[1]</c>, to the one field that they were typed in.</summary>
    public static void ToOneField(this ModelStateDictionary state, string field)
    {
        foreach (var (key, entry) in state.Where(e => e.Key.StartsWith(field + "[", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            foreach (var error in entry!.Errors)
            {
                state.AddModelError(field, error.ErrorMessage);
            }

            state.Remove(key);
        }
    }
}
