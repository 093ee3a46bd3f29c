using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Support;

/// <summary>Mails that took a course, without a mail server.</summary>
internal static class Outbox
{
    /// <summary>Puts a mail to a person into the outbox.</summary>
    public static Task<Guid> MailAsync(this TestApp app, Guid person, Action<OutboxMail> course) =>
        app.Services.GetRequiredService<IServiceScopeFactory>().AsSystemAsync(
            async (services, token) =>
            {
                var db = services.GetRequiredService<ContextLease>().Context;
                var mail = new OutboxMail(
                    MailKind.Notice, NoticeKind.RequestReceived, Guid.NewGuid(), new MailRecipient(person, null, null), null, null, app.Clock.GetUtcNow());
                course(mail);
                db.Add(mail);
                await db.SaveChangesAsync(token);
                return mail.Id;
            },
            CancellationToken.None);

    /// <summary>Puts a mail there that was given up after 48 hours.</summary>
    public static Task<Guid> DeadMailAsync(this TestApp app, Guid person) =>
        app.MailAsync(person, m => m.Fail("SocketException", app.Clock.GetUtcNow().AddDays(3)));
}
