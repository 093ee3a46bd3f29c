using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Admin;

/// <summary>Reads how the work behind the scenes stands.</summary>
[RequirePermission(Permission.RunSystem)]
public sealed record GetJobsQuery : IQuery<JobsDetail>;

/// <summary>The key of what is tried again or dismissed, in an answer.</summary>
/// <param name="Id">The alarm or mail.</param>
public sealed record JobKey(Guid Id);

/// <summary>Has an alarm that failed or was given up tried again, at once.</summary>
/// <param name="Id">The alarm.</param>
[RequirePermission(Permission.RunSystem)]
public sealed record RetryAlarmCommand(Guid Id) : ICommand<JobKey>;

/// <summary>Has a mail that was given up or refused tried again, at once.</summary>
/// <param name="Id">The mail.</param>
[RequirePermission(Permission.RunSystem)]
public sealed record RetryMailCommand(Guid Id) : ICommand<JobKey>;

/// <summary>Lets a mail that was given up or refused rest: it leaves the list and the counts, and stays in the database as failed.</summary>
/// <param name="Id">The mail.</param>
[RequirePermission(Permission.RunSystem)]
public sealed record DismissMailCommand(Guid Id) : ICommand<JobKey>;

/// <summary>
/// The work behind the scenes, for those who run it and see no case: it reads as the program and gives out names of steps and
/// instants, never content.
/// </summary>
public interface IJobRoom
{
    /// <summary>How everything stands.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state.</returns>
    Task<JobsDetail> ReadAsync(CancellationToken cancellationToken);

    /// <summary>An alarm to be changed in the save of the calling command.</summary>
    /// <param name="id">The alarm.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is none.</returns>
    Task<Alarm?> FindAlarmAsync(Guid id, CancellationToken cancellationToken);
}

internal sealed class GetJobsHandler(IJobRoom room) : IQueryHandler<GetJobsQuery, JobsDetail>
{
    public Task<JobsDetail> Handle(GetJobsQuery query, CancellationToken cancellationToken) => room.ReadAsync(cancellationToken);
}

internal sealed class RetryAlarmHandler(IAppDb db, IJobRoom room) : ICommandHandler<RetryAlarmCommand, JobKey>
{
    public async Task<JobKey> Handle(RetryAlarmCommand command, CancellationToken cancellationToken)
    {
        var alarm = await room.FindAlarmAsync(command.Id, cancellationToken) ?? throw new NotFoundException();
        if (!alarm.Stands || alarm.Attempts == 0)
        {
            throw new RuleBrokenException("not-failing", "That alarm has not failed, or is over.");
        }

        alarm.Revive();
        await db.SaveChangesAsync(cancellationToken);
        return new JobKey(alarm.Id);
    }
}

internal sealed class RetryMailHandler(IAppDb db, TimeProvider time) : ICommandHandler<RetryMailCommand, JobKey>
{
    public async Task<JobKey> Handle(RetryMailCommand command, CancellationToken cancellationToken)
    {
        var mail = await db.OutboxMails.SingleOrDefaultAsync(m => m.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        mail.Revive(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new JobKey(mail.Id);
    }
}

internal sealed class DismissMailHandler(IAppDb db, TimeProvider time) : ICommandHandler<DismissMailCommand, JobKey>
{
    public async Task<JobKey> Handle(DismissMailCommand command, CancellationToken cancellationToken)
    {
        var mail = await db.OutboxMails.SingleOrDefaultAsync(m => m.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        mail.Dismiss(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new JobKey(mail.Id);
    }
}
