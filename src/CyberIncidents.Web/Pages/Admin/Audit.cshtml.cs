using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>Checks the audit chains when asked, and says what was found.</summary>
internal sealed class AuditModel(Shell shell, IDispatcher send, TimeProvider time) : AdminPage(shell, send)
{
    public AuditCheck? Check { get; private set; }

    public TimeSpan Took { get; private set; }

    /// <summary>How long it took, in seconds, as one reads it.</summary>
    public string Seconds => Took.TotalSeconds.ToString(Took.TotalSeconds < 10 ? "0.00" : "0", System.Globalization.CultureInfo.CurrentCulture);

    public async Task OnPostAsync()
    {
        var started = time.GetTimestamp();
        Check = await Send.SendAsync(new VerifyAuditQuery(), Gone);
        Took = time.GetElapsedTime(started);
    }
}
