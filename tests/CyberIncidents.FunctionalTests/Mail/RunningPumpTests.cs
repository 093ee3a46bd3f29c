using CyberIncidents.FunctionalTests.Robustness;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Mail;

/// <summary>The pump as it runs, in a process of its own.</summary>
[RequiresSqlite]
public sealed class RunningPumpTests
{
    [Test]
    public async Task A_mail_leaves_at_once_after_the_commit_that_queued_it()
    {
        using var server = await MailServer.StartedAsync();
        using var file = new CaseFile();
        // The look of every few seconds would come too late.
        using var program = await ServerProcess.StartAsync(file, [("Jobs__SweepInterval", "00:10:00"), .. SettingsOf(server)]);
        using var analyst = await program.AsAsync("analyst");
        await analyst.SentRequestAsync();
        await Poll.UntilAsync(() => server.Mails.Count == 2, "the mails are there", 20);
        Assert.That(server.Mails.SelectMany(m => m.To), Is.All.EqualTo("liaison.nl@demo.test"));
    }

    [Test]
    public async Task A_program_that_was_killed_sends_what_waited_when_it_starts_again()
    {
        using var server = await MailServer.StartedAsync();
        server.Stop();
        using var file = new CaseFile();
        using (var program = await ServerProcess.StartAsync(file, SettingsOf(server)))
        {
            using var analyst = await program.AsAsync("analyst");
            await analyst.SentRequestAsync();
            program.Kill();
        }

        // As after five minutes: it may have died while the mails were its own.
        file.Rows("UPDATE OutboxMails SET LeasedUntil = NULL");
        await server.StartAsync();
        using var again = await ServerProcess.StartAsync(file, SettingsOf(server));
        await Poll.UntilAsync(() => server.Mails.Count == 2, "the mails are there", 60);
        Assert.That(server.Mails.Select(m => m.Message.MessageId), Is.Unique);
    }

    private static (string Key, string Value)[] SettingsOf(MailServer server) =>
        [.. MailScene.Settings(server).Select(s => (s.Key.Replace(":", "__", StringComparison.Ordinal), s.Value!))];
}
