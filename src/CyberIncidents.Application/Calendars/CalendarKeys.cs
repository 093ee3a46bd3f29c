using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.People;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Calendars;

/// <summary>The secret part of a calendar's address.</summary>
/// <param name="Text">What the address holds: 32 random bytes, base64url. It is shown once and kept nowhere.</param>
/// <param name="Hash">SHA-256 of the text, hex: what is kept.</param>
public sealed record CalendarToken(string Text, string Hash)
{
    /// <summary>The length of a text.</summary>
    public const int Length = 43;

    /// <summary>Makes one.</summary>
    /// <returns>The token.</returns>
    public static CalendarToken New()
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new CalendarToken(text, HashOf(text));
    }

    /// <summary>What is kept of a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>SHA-256, hex.</returns>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Whether the caller's calendar has an address.</summary>
/// <param name="Exists">Whether it has one that opens it.</param>
/// <param name="Since">When it was made.</param>
public sealed record CalendarKeyDetail(bool Exists, DateTimeOffset? Since);

/// <summary>Reads whether the caller's calendar has an address.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record GetCalendarKeyQuery : IQuery<CalendarKeyDetail>;

/// <summary>A key that was made.</summary>
/// <param name="Id">The key.</param>
/// <param name="Since">When.</param>
/// <param name="Hash">Of which token; a call that is repeated gets that of its first time.</param>
public sealed record CalendarKeyMade(Guid Id, DateTimeOffset Since, string Hash);

/// <summary>Gives the caller's calendar an address, in place of the one it had.</summary>
/// <param name="Hash">SHA-256 of its token, hex: the token itself stays with whoever asks.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record MakeCalendarKeyCommand(string Hash) : ICommand<CalendarKeyMade>;

/// <summary>What was taken back.</summary>
/// <param name="Revoked">Whether there was an address.</param>
public sealed record CalendarKeyRevoked(bool Revoked);

/// <summary>Takes the address of the caller's calendar back.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record RevokeCalendarKeyCommand : ICommand<CalendarKeyRevoked>;

internal sealed class MakeCalendarKeyValidator : AbstractValidator<MakeCalendarKeyCommand>
{
    public MakeCalendarKeyValidator() => RuleFor(c => c.Hash).Length(64);
}

internal sealed class GetCalendarKeyHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<GetCalendarKeyQuery, CalendarKeyDetail>
{
    public async Task<CalendarKeyDetail> Handle(GetCalendarKeyQuery query, CancellationToken cancellationToken)
    {
        var me = viewer.Required.UserId;
        var since = await db.CalendarKeys.Where(k => k.PersonId == me && k.RevokedAt == null).Select(k => (DateTimeOffset?)k.CreatedAt)
            .SingleOrDefaultAsync(cancellationToken);
        return new CalendarKeyDetail(since is not null, since);
    }
}

internal sealed class MakeCalendarKeyHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time) : ICommandHandler<MakeCalendarKeyCommand, CalendarKeyMade>
{
    public async Task<CalendarKeyMade> Handle(MakeCalendarKeyCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required.UserId;
        var now = time.GetUtcNow();
        if (await db.CalendarKeys.SingleOrDefaultAsync(k => k.PersonId == me && k.RevokedAt == null, cancellationToken) is { } old)
        {
            old.Revoke(now);
            // A save of its own: one person has one that opens, and the order within a save is not ours.
            await db.SaveChangesAsync(cancellationToken);
        }

        var key = new CalendarKey(me, command.Hash, now);
        db.CalendarKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        return new CalendarKeyMade(key.Id, now, command.Hash);
    }
}

internal sealed class RevokeCalendarKeyHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time) : ICommandHandler<RevokeCalendarKeyCommand, CalendarKeyRevoked>
{
    public async Task<CalendarKeyRevoked> Handle(RevokeCalendarKeyCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required.UserId;
        var key = await db.CalendarKeys.SingleOrDefaultAsync(k => k.PersonId == me && k.RevokedAt == null, cancellationToken);
        key?.Revoke(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new CalendarKeyRevoked(key is not null);
    }
}
