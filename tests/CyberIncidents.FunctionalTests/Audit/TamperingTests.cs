using System.Globalization;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Audit;

/// <summary>Whatever is changed, removed, inserted, re-ordered or cut off in the database file is found, and its first place named.</summary>
[RequiresSqlite]
public sealed class TamperingTests
{
    private static TestApp _app = null!;
    private static AuditFile _file = null!;
    private static string _chain = null!;
    private static string _other = null!;

    [OneTimeSetUp]
    public static async Task MakeCasesAsync()
    {
        _app = new TestApp();
        using var analyst = await _app.AsAsync("analyst");
        var reference = await analyst.ActiveCaseAsync();
        var other = await analyst.ActiveCaseAsync(Cases.NewIncident("Something else", "GREEN"));
        foreach (var title in new[] { "First", "Second", "Third" })
        {
            // Whoever logs what is RED has opened it.
            await analyst.ActiveCaseAsync(Cases.NewIncident(title, "RED"));
        }

        _file = new AuditFile(_app);
        (_chain, _other) = (_file.ChainOf(reference), _file.ChainOf(other));
    }

    [OneTimeTearDown]
    public static async Task EndAsync()
    {
        _file.Dispose();
        await _app.DisposeAsync();
    }

    [TearDown]
    public async Task It_is_intact_again()
    {
        var check = await _file.CheckAsync();
        Assert.That(check.Intact, Is.True, check.ToString());
    }

    [Test]
    public async Task No_column_of_a_line_can_be_edited()
    {
        foreach (var (column, value) in Edits("AuditEntries", $"ChainId = '{_chain}' AND Sequence = 2"))
        {
            var check = await _file.CheckAfterAsync($"UPDATE AuditEntries SET \"{column}\" = {value} WHERE ChainId = '{_chain}' AND Sequence = 2");
            Assert.That(check.Intact, Is.False, $"{column} = {value}");
            if (column is not ("ChainId" or "Sequence"))
            {
                Assert.That((check.FirstBreak!.ChainId.ToString(), check.FirstBreak.Sequence), Is.EqualTo((_chain.ToLowerInvariant(), 2L)), $"{column} = {value}: {check}");
            }
        }
    }

    [Test]
    public async Task No_column_of_a_reading_can_be_edited()
    {
        foreach (var (column, value) in Edits("ReadEntries", "Sequence = 2"))
        {
            var check = await _file.CheckAfterAsync($"UPDATE ReadEntries SET \"{column}\" = {value} WHERE Sequence = 2");
            Assert.That(check.Intact, Is.False, $"{column} = {value}");
            Assert.That(check.FirstBreak!.ChainId.ToString(), Is.EqualTo(AuditFile.Reads), $"{column} = {value}: {check}");
            if (column is not "Sequence")
            {
                Assert.That(check.FirstBreak.Sequence, Is.EqualTo(2L), $"{column} = {value}: {check}");
            }
        }
    }

    [TestCase(1, "sequence", 2)]
    [TestCase(2, "sequence", 3)]
    [TestCase(3, "head", 3)]
    public async Task A_reading_that_was_removed_is_found(int which, string reason, int at) =>
        ExpectBreak(await _file.CheckAfterAsync($"DELETE FROM ReadEntries WHERE Sequence = {which}"), AuditFile.Reads, at, reason);

    [Test]
    public async Task The_read_log_cannot_be_removed_whole()
    {
        ExpectBreak(await _file.CheckAfterAsync("DELETE FROM ReadEntries"), AuditFile.Reads, 1, "head");
        ExpectBreak(
            await _file.CheckAfterAsync("DELETE FROM ReadEntries", $"DELETE FROM AuditChains WHERE ChainId = '{AuditFile.Reads}'"), AuditFile.Rest, 0, "count");
    }

    [Test]
    public async Task No_column_of_a_head_can_be_edited()
    {
        foreach (var chain in new[] { AuditFile.Rest, AuditFile.Reads, _chain })
        {
            foreach (var (column, value) in Edits("AuditChains", $"ChainId = '{chain}'"))
            {
                var check = await _file.CheckAfterAsync($"UPDATE AuditChains SET \"{column}\" = {value} WHERE ChainId = '{chain}'");
                Assert.That(check.Intact, Is.False, $"{column} = {value}");
                if (column != "ChainId")
                {
                    Assert.That(check.FirstBreak!.ChainId.ToString(), Is.EqualTo(chain.ToLowerInvariant()), $"{column} = {value}: {check}");
                    Assert.That(check.FirstBreak.Reason, Is.EqualTo("head"), $"{column} = {value}");
                }
            }
        }
    }

    [Test]
    public async Task What_reads_the_same_and_is_not_found_any_more_is_an_edit_too()
    {
        foreach (var (table, where) in new[] { ("AuditEntries", $"ChainId = '{_chain}' AND Sequence = 2"), ("AuditChains", $"ChainId = '{_chain}'") })
        {
            foreach (var (column, type, _) in _file.ColumnsOf(table))
            {
                var isId = Guid.TryParseExact(_file.Rows($"SELECT \"{column}\" FROM {table} WHERE {where}")[0][0], "D", out _);
                string[] forms = type == "INTEGER" ? [] : isId
                    ? [$"CAST(\"{column}\" AS BLOB)", $"lower(\"{column}\")", $"'{{' || \"{column}\" || '}}'", $"replace(\"{column}\", '-', '')", $"replace(\"{column}\", '-', '') || '    '"]
                    : [$"CAST(\"{column}\" AS BLOB)"];
                foreach (var form in forms)
                {
                    var check = await _file.CheckAfterAsync($"UPDATE {table} SET \"{column}\" = {form} WHERE {where}");
                    Assert.That(check.Intact, Is.False, $"{table}.{column} = {form}");
                }
            }
        }
    }

    [Test]
    public async Task A_whole_chain_in_small_letters_is_found()
    {
        var check = await _file.CheckAfterAsync($"UPDATE AuditEntries SET ChainId = lower(ChainId), SubjectId = lower(SubjectId) WHERE ChainId = '{_chain}'");
        ExpectBreak(check, _chain, 1, "hash");
        ExpectBreak(await _file.CheckAfterAsync($"UPDATE AuditChains SET ChainId = lower(ChainId) WHERE ChainId = '{_chain}'"), _chain, _file.LastOf(_chain), "head");
    }

    [TestCase("Salt = Salt || Payload, Payload = ''")]
    [TestCase("Salt = Salt || substr(Payload, 1, 1), Payload = substr(Payload, 2)")]
    [TestCase("Payload = Salt || Payload, Salt = ''")]
    [TestCase("Payload = Salt || Payload, Salt = NULL")]
    public async Task Content_cannot_be_hidden_in_the_salt(string edit) =>
        ExpectBreak(await _file.CheckAfterAsync($"UPDATE AuditEntries SET {edit} WHERE ChainId = '{_chain}' AND Sequence = 2"), _chain, 2, "payload");

    [Test]
    public void All_tables_are_edited_in_all_their_columns() => Assert.Multiple(() =>
    {
        Assert.That(Edits("ReadEntries", "Sequence = 2").Select(e => e.Column).Distinct().Count(), Is.EqualTo(_file.ColumnsOf("ReadEntries").Count).And.EqualTo(13));
        Assert.That(Edits("AuditEntries", "Sequence = 2").Select(e => e.Column).Distinct().Count(), Is.EqualTo(_file.ColumnsOf("AuditEntries").Count).And.AtLeast(16));
        Assert.That(Edits("AuditChains", "LastSequence > 1").Select(e => e.Column).Distinct().Count(), Is.EqualTo(_file.ColumnsOf("AuditChains").Count).And.AtLeast(5));
    });

    [TestCase("first", "sequence")]
    [TestCase("middle", "sequence")]
    [TestCase("last", "head")]
    public async Task A_removed_line_is_found(string which, string reason)
    {
        var last = _file.LastOf(_chain);
        var sequence = which switch { "first" => 1, "middle" => 3, _ => last };
        var check = await _file.CheckAfterAsync($"DELETE FROM AuditEntries WHERE ChainId = '{_chain}' AND Sequence = {sequence}");
        // What stands first where it does not belong is the line after; after the last there is none.
        ExpectBreak(check, _chain, sequence == last ? last : sequence + 1, reason);
    }

    [Test]
    public async Task A_tail_that_was_cut_off_is_found_although_the_head_was_set_back()
    {
        var last = _file.LastOf(_chain);
        foreach (var seal in new[] { "Seal", $"(SELECT Seal FROM AuditChains WHERE ChainId = '{_other}')", "''" })
        {
            for (var kept = 1L; kept < last; kept++)
            {
                var check = await _file.CheckAfterAsync(
                    $"DELETE FROM AuditEntries WHERE ChainId = '{_chain}' AND Sequence > {kept}",
                    $"""
                    UPDATE AuditChains SET Seal = {seal}, LastSequence = {kept},
                    LastHash = (SELECT Hash FROM AuditEntries WHERE ChainId = '{_chain}' AND Sequence = {kept}) WHERE ChainId = '{_chain}'
                    """);
                ExpectBreak(check, _chain, kept, "head");
            }
        }
    }

    [Test]
    public async Task All_lines_of_a_chain_cannot_be_removed_with_its_head_kept() =>
        ExpectBreak(await _file.CheckAfterAsync($"DELETE FROM AuditEntries WHERE ChainId = '{_chain}'"), _chain, 1, "head");

    [Test]
    public async Task A_copied_line_is_found_at_the_end_and_in_the_middle()
    {
        var columns = _file.ColumnsOf("AuditEntries").Select(c => c.Name).ToList();
        var last = _file.LastOf(_chain);
        var copy = $"""
            INSERT INTO AuditEntries ({string.Join(", ", columns)})
            SELECT {string.Join(", ", columns.Select(c => c switch { "Id" => $"'{Guid.NewGuid()}'", "Sequence" => "$value", _ => c }))}
            FROM AuditEntries WHERE ChainId = '{_chain}' AND Sequence = 2
            """;
        var atEnd = copy.Replace("$value", (last + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        ExpectBreak(await _file.CheckAfterAsync(atEnd), _chain, last + 1, "previous");
        ExpectBreak(
            await _file.CheckAfterAsync(atEnd, $"UPDATE AuditChains SET LastSequence = {last + 1} WHERE ChainId = '{_chain}'"), _chain, last + 1, "previous");
        var middle = await _file.CheckAfterAsync(
            $"UPDATE AuditEntries SET Sequence = -Sequence - 1 WHERE ChainId = '{_chain}' AND Sequence > 2",
            $"UPDATE AuditEntries SET Sequence = -Sequence WHERE ChainId = '{_chain}' AND Sequence < 0",
            copy.Replace("$value", "3", StringComparison.Ordinal));
        ExpectBreak(middle, _chain, 3, "previous");
    }

    [Test]
    public async Task Two_lines_that_changed_places_are_found()
    {
        var check = await _file.CheckAfterAsync(
            $"UPDATE AuditEntries SET Sequence = -1 WHERE ChainId = '{_chain}' AND Sequence = 2",
            $"UPDATE AuditEntries SET Sequence = 2 WHERE ChainId = '{_chain}' AND Sequence = 3",
            $"UPDATE AuditEntries SET Sequence = 3 WHERE ChainId = '{_chain}' AND Sequence = -1");
        ExpectBreak(check, _chain, 2, "previous");
    }

    [Test]
    public async Task A_chain_that_was_removed_whole_is_missing()
    {
        string[] removed = [$"DELETE FROM AuditEntries WHERE ChainId = '{_chain}'", $"DELETE FROM AuditChains WHERE ChainId = '{_chain}'"];
        ExpectBreak(await _file.CheckAfterAsync(removed), _chain, 1, "missing");
        ExpectBreak(await _file.CheckAfterAsync([.. removed.Select(r => r.Replace(_chain, AuditFile.Rest, StringComparison.Ordinal))]), AuditFile.Rest, 1, "missing");
        ExpectBreak(await _file.CheckAfterAsync("DELETE FROM AuditEntries", "DELETE FROM AuditChains"), AuditFile.Rest, 1, "missing");
    }

    [Test]
    public async Task A_chain_that_was_removed_with_its_case_is_counted()
    {
        _file.Run("CREATE TEMP TABLE KeptCase AS SELECT * FROM Incidents WHERE Id = $value", _chain);
        try
        {
            _file.Run("DELETE FROM Incidents WHERE Id = $value", _chain);
            var check = await _file.CheckAfterAsync(
                $"DELETE FROM AuditEntries WHERE ChainId = '{_chain}'", $"DELETE FROM AuditChains WHERE ChainId = '{_chain}'");
            ExpectBreak(check, AuditFile.Rest, 0, "count");
        }
        finally
        {
            _file.Run("INSERT INTO Incidents SELECT * FROM KeptCase");
        }
    }

    [Test]
    public async Task A_chain_that_the_program_did_not_begin_is_found()
    {
        var invented = Guid.NewGuid().ToString();
        var check = await _file.CheckAfterAsync(
            $"INSERT INTO AuditChains (ChainId, LastSequence, LastHash, Begun, Seal) SELECT '{invented}', 0, '', 0, Seal FROM AuditChains WHERE ChainId = '{_chain}'");
        ExpectBreak(check, invented, 1, "head");
    }

    /// <summary>For each column of a row: other values of its kind, one that another row has, nothing at all, and nonsense.</summary>
    private static IEnumerable<(string Column, string Sql)> Edits(string table, string where)
    {
        foreach (var (column, type, nullable) in _file.ColumnsOf(table))
        {
            var old = _file.Rows($"SELECT \"{column}\" FROM {table} WHERE {where}")[0][0];
            List<string> values = type == "INTEGER" ? [$"\"{column}\" + 1", $"-\"{column}\" - 1"] : [Quoted(Another(old)), "'x'", $"coalesce(\"{column}\", '') || 'x'"];
            if (nullable && old is not null)
            {
                values.Add("NULL");
            }

            // What another row holds looks right.
            var borrowed = column == "Id" || table + column == "AuditChainsChainId" ? [] : _file.Rows(
                $"SELECT DISTINCT \"{column}\" FROM {table} WHERE \"{column}\" IS NOT NULL AND \"{column}\" <> coalesce($value, '') LIMIT 2", old ?? string.Empty);
            foreach (var value in values.Concat(borrowed.Select(b => Quoted(b[0]!))))
            {
                yield return (column, value);
            }
        }
    }

    private static string Another(string? old) =>
        Guid.TryParse(old, out _) ? Guid.NewGuid().ToString().ToUpperInvariant()
        : DateTime.TryParse(old, CultureInfo.InvariantCulture, out var at) ? at.AddSeconds(1).ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
        : new string([.. (old ?? "text").Reverse()]) + "0";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static void ExpectBreak(Application.Audit.AuditCheck check, string chain, long sequence, string reason)
    {
        Assert.That(check.Intact, Is.False);
        Assert.That(
            (check.FirstBreak!.ChainId.ToString(), check.FirstBreak.Sequence, check.FirstBreak.Reason), Is.EqualTo((chain.ToLowerInvariant(), sequence, reason)));
    }
}
