namespace CyberIncidents.FunctionalTests.Clocks;

/// <content>What has to come out, read line by line.</content>
internal sealed partial class WeekStory
{
    /// <summary>Every mail: the hour where its reader is, to whom, its subject.</summary>
    public static readonly IReadOnlyList<string> Mails =
    [
        "Mon 04:00 deputy.nl | [TLP:AMBER] CASE: Notification of an incident",
        "Mon 04:00 deputy.nl | [TLP:AMBER] INFORMATION: New request",
        "Mon 04:00 liaison.nl | [TLP:AMBER] CASE: Notification of an incident",
        "Mon 04:00 liaison.nl | [TLP:AMBER] INFORMATION: New request",
        "Mon 10:00 officer.247 | [TLP:AMBER] CASE: Notification of an incident",
        "Mon 10:00 officer.247 | [TLP:AMBER] PRESERVATION: New request",
        "Mon 15:00 safety | [TLP:AMBER] CONTENT: Notification of an incident",
        "Mon 15:00 safety | [TLP:AMBER] REMOVAL: New request",
        "Mon 15:45 night | [TLP:AMBER] REMOVAL: Reminder",
        "Mon 15:45 safety | [TLP:AMBER] REMOVAL: Reminder",
        "Mon 16:00 safety | [TLP:AMBER] REMOVAL: Reminder",
        "Mon 16:15 desk | [TLP:AMBER] PRESERVATION: Reminder",
        "Mon 16:15 night | [TLP:AMBER] REMOVAL: Request overdue",
        "Mon 16:15 officer.247 | [TLP:AMBER] PRESERVATION: Reminder",
        "Mon 16:15 safety | [TLP:AMBER] REMOVAL: Request overdue",
        "Mon 22:45 analyst | [TLP:AMBER] REMOVAL: Permintaan terlambat",
        "Mon 23:15 manager | [TLP:AMBER] REMOVAL: Permintaan terlambat",
        "Mon 19:45 officer.247 | [TLP:AMBER] PRESERVATION: Reminder",
        "Tue 08:00 analyst | [TLP:AMBER] Yang jatuh tempo, 3 Maret 2026",
        "Tue 16:00 deputy.nl | [TLP:AMBER] INFORMATION: Answer to your question",
        "Tue 16:00 liaison.nl | [TLP:AMBER] INFORMATION: Answer to your question",
        "Thu 08:00 analyst | [TLP:AMBER] Yang jatuh tempo, 5 Maret 2026",
        "Fri 08:00 analyst | [TLP:AMBER] Yang jatuh tempo, 6 Maret 2026",
        "Mon 08:00 analyst | [TLP:AMBER] Yang jatuh tempo, 9 Maret 2026",
        "Mon 08:00 deputy.nl+liaison.nl | [TLP:AMBER] What is due, 9 March 2026",
        "Tue 08:00 analyst | [TLP:AMBER] Yang jatuh tempo, 10 Maret 2026",
        "Tue 08:00 deputy.nl+liaison.nl | [TLP:AMBER] What is due, 10 March 2026",
        "Wed 08:00 analyst | [TLP:AMBER] Yang jatuh tempo, 11 Maret 2026",
        "Wed 09:15 analyst | [TLP:AMBER] INFORMATION: Permintaan terlambat",
    ];

    /// <summary>Every notice of chasing and of clocks, in UTC. Two reminders of the day on which the server was off came at its start.</summary>
    public static readonly IReadOnlyList<string> Notices =
    [
        "Mon 15:15Z RequestReminder officer.247 PRESERVATION",
        "Mon 15:45Z RequestOverdue analyst REMOVAL",
        "Mon 16:15Z RequestOverdue manager REMOVAL",
        "Mon 18:45Z RequestReminder officer.247 PRESERVATION",
        "Tue 02:15Z ClockReminder analyst CONTENT",
        "Tue 09:15Z ClockReminder analyst CONTENT",
        "Tue 14:15Z ClockDue analyst CONTENT",
        "Tue 14:15Z ClockDue manager CONTENT",
        "Thu 00:00Z ClockReminder analyst CONTENT",
        "Thu 00:00Z ClockReminder analyst CONTENT",
        "Thu 10:00Z RequestReminder liaison.nl INFORMATION",
        "Thu 14:15Z ClockDue analyst CONTENT",
        "Thu 14:15Z ClockDue manager CONTENT",
        "Fri 14:15Z RequestReminder liaison.nl INFORMATION",
        "Mon 14:15Z RequestOverdue liaison.nl INFORMATION",
        "Tue 14:15Z RequestOverdue deputy.nl INFORMATION",
        "Wed 02:15Z RequestOverdue analyst INFORMATION",
    ];

    /// <summary>The log on the information request; the last mail to the deputy waits for the next morning.</summary>
    public static readonly IReadOnlyList<string> Chased =
    [
        "50 Liaison InApp Noticed Noor Liaison (demo)",
        "80 Liaison InApp Noticed Noor Liaison (demo)",
        "80 Liaison Mail Sent Noor Liaison (demo)",
        "100 Liaison InApp Noticed Noor Liaison (demo)",
        "100 Liaison Mail Sent Noor Liaison (demo)",
        "after Deputy InApp Noticed Extra deputy.nl",
        "after Deputy Mail InDigest Extra deputy.nl",
        "after Owner InApp Noticed Ayu Analyst (demo)",
        "after Owner Mail Sent Ayu Analyst (demo)",
    ];
}
