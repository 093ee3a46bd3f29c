using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Reads;

/// <summary>What is exported can be verified with nothing but the public key.</summary>
public sealed class SignedExportTests
{
    [TestCase("reads", "csv")]
    [TestCase("reads", "jsonl")]
    [TestCase("releases", "csv")]
    [TestCase("releases", "jsonl")]
    public async Task An_export_verifies_by_the_published_key_and_not_once_it_is_changed(string log, string format)
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        using var nl = await app.AsAsync("liaison.nl");
        var (incident, _, _) = await analyst.SentRequestAsync();
        (await nl.GetAsync($"/api/v1/incidents/{incident}")).Expect(HttpStatusCode.OK);
        using var response = await analyst.Http.GetAsync($"/api/v1/incidents/{incident}/{log}/export?format={format}");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentDisposition!.FileName, Is.EqualTo($"{incident}-{log}.zip"));
        var files = Unpacked(await response.Content.ReadAsByteArrayAsync());
        var name = $"{log}.{format}";
        Assert.That(files.Keys, Is.EquivalentTo(new[] { name, $"{name}.sig", "manifest.json", "manifest.json.sig" }));
        using var key = ECDsa.Create();
        key.ImportFromPem((await nl.GetAsync("/api/v1/audit/signing-key")).Expect(HttpStatusCode.OK).Body);
        foreach (var file in new[] { name, "manifest.json" })
        {
            Assert.That(Verifies(key, files[file], files[$"{file}.sig"]), Is.True, file);
            files[file][^3] ^= 1;
            Assert.That(Verifies(key, files[file], files[$"{file}.sig"]), Is.False, file);
            files[file][^3] ^= 1;
        }

        var manifest = JsonNode.Parse(files["manifest.json"])!;
        Assert.That(manifest["files"]![0]!["sha256"]!.ToString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(files[name]))));
        Assert.That(manifest["chain"]!["head"]!.ToString(), Has.Length.EqualTo(64));
        var lines = Encoding.UTF8.GetString(files[name]).TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo((int)manifest["rows"]! + (format == "csv" ? 1 : 0)).And.Length.GreaterThan(0));
        (await analyst.GetAsync($"/api/v1/incidents/{incident}/{log}/export?format=pdf")).ExpectInvalid("format");
    }

    /// <summary>As <c>openssl dgst -sha256 -verify key.pem -signature file.sig file</c> does.</summary>
    private static bool Verifies(ECDsa key, byte[] file, byte[] signature) =>
        key.VerifyData(file, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static Dictionary<string, byte[]> Unpacked(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(
            e => e.FullName,
            e =>
            {
                using var stream = e.Open();
                using var content = new MemoryStream();
                stream.CopyTo(content);
                return content.ToArray();
            },
            StringComparer.Ordinal);
    }
}
