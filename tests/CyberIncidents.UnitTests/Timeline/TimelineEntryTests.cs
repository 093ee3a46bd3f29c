using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Timeline;

public sealed class TimelineEntryTests
{
    private static readonly TimelineMoment Known = TimelineMoment.Of(Given.Now, TimePrecision.Exact, "Asia/Jakarta");

    [Test]
    public void It_is_found_by_text_and_source_and_tells_what_was_done()
    {
        var entry = Note();
        entry.Edit(TimelineMoment.Of(null, TimePrecision.Unknown, "Asia/Jakarta"), new TimelineWords("The page went up", null));
        using var all = Assert.EnterMultipleScope();
        Assert.That((entry.At, entry.Precision, entry.Source, entry.Moment.SortAt), Is.EqualTo(((DateTimeOffset?)null, TimePrecision.Unknown, (string?)null, entry.SortAt)));
        Assert.That(entry.SearchText, Is.EqualTo("THE PAGE WENT UP"));
        Assert.That(entry.Acts, Is.EqualTo(new[] { "add", "edit" }));
    }

    [Test]
    public void A_withdrawn_one_is_not_edited()
    {
        var entry = Note();
        entry.Withdraw("A slip", Given.Now);
        Assert.That(() => entry.Edit(Known, new TimelineWords("x", null)), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("illegal-move"));
    }

    private static TimelineEntry Note() =>
        new(new ItemPlace(Given.CaseId, Tlp.Amber, null, Given.Analyst), Known, new TimelineWords("The first mail came", "Log of the mail server"), Given.Now);
}
