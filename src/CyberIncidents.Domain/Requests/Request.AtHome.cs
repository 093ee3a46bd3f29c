using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Requests;

/// <content>What a partner asks of us is worked on at home by tasks, which stand apart from it.</content>
public sealed partial class Request
{
    /// <summary>The partner's request whose answer this task of an authority at home is to serve; null for any other request.</summary>
    public Guid? AnswersRequestId { get; private set; }

    /// <summary>It is to serve the answer to what a partner asks of us.</summary>
    /// <param name="requestId">The partner's request.</param>
    public void Serve(Guid requestId) => AnswersRequestId = requestId;

    /// <summary>
    /// When a task that serves our answer is due where nobody says so: a day before our own answer is, or halfway to it where that is nearer,
    /// so that there is time left to write it.
    /// </summary>
    /// <param name="ours">When our own answer is due; null when nothing is.</param>
    /// <param name="now">The instant.</param>
    /// <returns>The instant; null where ours is past or there is none: then the default for tasks holds.</returns>
    public static DateTimeOffset? TaskDueBefore(DateTimeOffset? ours, DateTimeOffset now) =>
        ours is { } due && due > now ? due - TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerDay, (due - now).Ticks / 2)) : null;

    /// <summary>Notes that an authority at home was given a task for it. The partner learns nothing of that.</summary>
    /// <exception cref="RuleBrokenException"><c>not-waiting</c>.</exception>
    public void NoteAssigned()
    {
        EnsureRuns();
        Record("assign");
    }
}
