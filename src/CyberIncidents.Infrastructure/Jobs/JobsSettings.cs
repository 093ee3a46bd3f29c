namespace CyberIncidents.Infrastructure.Jobs;

/// <summary>Which part of the work this process does (<c>Jobs:Role</c>).</summary>
public enum JobsRole
{
    /// <summary>Serves people and fires alarms.</summary>
    All,

    /// <summary>Serves people; another process fires alarms.</summary>
    Web,

    /// <summary>Fires alarms.</summary>
    Worker,
}

/// <summary>Where the job engine keeps its jobs (<c>Jobs:Storage</c>); the alarms are rows of ours in any case.</summary>
public enum JobsStorage
{
    /// <summary>In this process; gone with it, planned anew at the next start.</summary>
    Memory,

    /// <summary>On the SQL Server, for several web nodes.</summary>
    SqlServer,
}

/// <summary>How the job engine is set up.</summary>
/// <param name="Role">Which part of the work this process does.</param>
/// <param name="Storage">Where jobs are kept.</param>
/// <param name="Horizon">How far ahead alarms become jobs (<c>Jobs:Horizon</c>).</param>
/// <param name="SweepInterval">How often the sweep looks (<c>Jobs:SweepInterval</c>).</param>
public sealed record JobsSettings(JobsRole Role, JobsStorage Storage, TimeSpan Horizon, TimeSpan SweepInterval)
{
    /// <summary>Whether this process runs the job engine.</summary>
    public bool RunsServer => Role != JobsRole.Web;

    /// <summary>Whether jobs planned in this process reach a job engine.</summary>
    public bool Plans => RunsServer || Storage == JobsStorage.SqlServer;
}
