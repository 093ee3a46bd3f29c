using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Common;
using CyberIncidents.Exchange.Csv;

namespace CyberIncidents.Application.Audit;

/// <summary>How the rows of an export are written.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values (RFC 4180), UTF-8; formulas are neutralised.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}

/// <summary>A file to download.</summary>
/// <param name="Name">Its name, safe on every system.</param>
/// <param name="Content">What it holds: a zip.</param>
public sealed record ExportFile(string Name, byte[] Content)
{
    internal OpenedItem? Taken { get; init; }
}

/// <summary>The rows of an export.</summary>
/// <param name="Name">The name of the file of rows, without its ending.</param>
/// <param name="Reference">The case.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">The rows, as many cells each.</param>
/// <param name="Chain">Which chain the rows stand in: <c>reads</c>, or that of the case.</param>
/// <param name="Head">The hash of the last line of that chain; empty while it has none.</param>
internal sealed record ExportRows(
    string Name, string Reference, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, string Chain, string Head);

/// <summary>
/// A zip of the rows, a manifest that names their SHA-256 and the head of their chain, and detached signatures of both files, so that
/// others can verify them offline: docs/verify-an-export.md.
/// </summary>
internal static class SignedExport
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <exception cref="RuleBrokenException"><c>no-signing-key</c>: this installation can keep no key.</exception>
    public static ExportFile Make(ExportRows rows, ExportFormat format, IExportSigner signer, DateTimeOffset now)
    {
        var ending = format == ExportFormat.Csv ? "csv" : "jsonl";
        var name = $"{rows.Name}.{ending}";
        var content = Encoding.UTF8.GetBytes(format == ExportFormat.Csv ? Table(rows) : Lines(rows));
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                export = rows.Name,
                incident = rows.Reference,
                at = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                rows = rows.Rows.Count,
                files = new[] { new { name, sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), bytes = content.Length } },
                chain = new { id = rows.Chain, head = rows.Head },
                signature = "ECDSA P-256, SHA-256, DER",
            },
            Json);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, name, content, now);
            Add(zip, $"{name}.sig", Signed(content), now);
            Add(zip, "manifest.json", manifest, now);
            Add(zip, "manifest.json.sig", Signed(manifest), now);
        }

        return new ExportFile($"{rows.Reference}-{rows.Name}.zip", stream.ToArray());

        byte[] Signed(byte[] file) => signer.Sign(file)
            ?? throw new RuleBrokenException("no-signing-key", "Storage:KeyPath holds no signing.key and none can be made there.");
    }

    private static string Table(ExportRows rows)
    {
        var table = new CsvTable();
        table.Add(rows.Columns);
        foreach (var row in rows.Rows)
        {
            table.Add(row);
        }

        return table.ToString();
    }

    private static string Lines(ExportRows rows) => string.Concat(rows.Rows.Select(r =>
        JsonSerializer.Serialize(rows.Columns.Zip(r).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal), Json) + "\n"));

    private static void Add(ZipArchive zip, string name, byte[] content, DateTimeOffset now)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = now;
        using var target = entry.Open();
        target.Write(content);
    }
}
