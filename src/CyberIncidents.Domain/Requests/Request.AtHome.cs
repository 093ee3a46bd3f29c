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

    /// <summary>Notes that an authority at home was given a task for it. The partner learns nothing of that.</summary>
    /// <exception cref="RuleBrokenException"><c>not-waiting</c>.</exception>
    public void NoteAssigned()
    {
        EnsureRuns();
        Record("assign");
    }
}
