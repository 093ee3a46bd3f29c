namespace CyberIncidents.FunctionalTests.Clocks;

/// <content>What has to come out, read line by line.</content>
internal sealed partial class WeekStory
{
    /// <summary>Every mail: the hour where its reader is, to whom, its subject.</summary>
    public static readonly IReadOnlyList<string> Mails = [];

    /// <summary>Every notice of chasing and of clocks, in UTC.</summary>
    public static readonly IReadOnlyList<string> Notices = [];

    /// <summary>The log on the information request.</summary>
    public static readonly IReadOnlyList<string> Chased = [];
}
