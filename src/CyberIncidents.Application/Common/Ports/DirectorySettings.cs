namespace CyberIncidents.Application.Common.Ports;

/// <summary>How the directory is kept reachable.</summary>
/// <param name="StaleAfterDays">After how many days a proof that somebody answers is too old (<c>Directory:StaleAfterDays</c>, 90).</param>
/// <param name="CheckWorkingDays">How long a contact check may wait, in working days where the organisation sits (<c>Directory:CheckWorkingDays</c>, 1).</param>
/// <param name="TwoPersonCheck">
/// Whether a second person has to approve who speaks for a partner (<c>Directory:TwoPersonCheck</c>; on, but with demo data).
/// </param>
public sealed record DirectorySettings(int StaleAfterDays, int CheckWorkingDays, bool TwoPersonCheck)
{
    /// <summary>How many days before its end a key is a problem.</summary>
    public const int KeyWarningDays = 30;
}
