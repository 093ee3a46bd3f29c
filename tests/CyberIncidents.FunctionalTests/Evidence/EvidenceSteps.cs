using System.Net;
using System.Net.Http.Headers;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Evidence;

/// <summary>Sending files and taking them, as a program does.</summary>
internal static class EvidenceSteps
{
    /// <summary>Sends a file with its fields before it.</summary>
    public static Task<Answer> UploadAsync(this ApiClient client, string reference, byte[] bytes, string name, params (string Name, string Value)[] fields) =>
        client.UploadAsync(reference, Form(bytes, name, fields));

    public static Task<Answer> UploadAsync(this ApiClient client, string reference, HttpContent content, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/incidents/{reference}/evidence") { Content = content };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return client.SendAsync(request);
    }

    public static MultipartFormDataContent Form(byte[] bytes, string name, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var field in fields)
        {
            form.Add(new StringContent(field.Value), field.Name);
        }

        form.Add(FilePart(bytes, name), "file");
        return form;
    }

    /// <summary>A part with a name that the client library would refuse to write.</summary>
    public static ByteArrayContent FilePart(byte[] bytes, string name)
    {
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue("text/html");
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"");
        return part;
    }

    public static string PathOf(string reference, string id, string part = "") => $"/api/v1/incidents/{reference}/evidence/{id}{part}";

    /// <summary>Takes bytes, all or some.</summary>
    public static async Task<(HttpResponseMessage Response, byte[] Bytes)> TakeAsync(
        this ApiClient client, string reference, string id, (long From, long? To)? range = null, string query = "", string? ifRange = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PathOf(reference, id, "/content" + query));
        if (range is { } wanted)
        {
            request.Headers.Range = new RangeHeaderValue(wanted.From, wanted.To);
        }

        if (ifRange is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Range", ifRange);
        }

        var response = await client.Http.SendAsync(request);
        return (response, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>The acts of a custody log, in order.</summary>
    public static async Task<IReadOnlyList<string>> CustodyAsync(this ApiClient client, string reference, string id) =>
        [.. (await client.GetAsync(PathOf(reference, id, "/custody?limit=200"))).Expect(HttpStatusCode.OK).Items.Select(l => l!["act"]!.ToString())];

    /// <summary>Everything that lies in the store.</summary>
    public static IReadOnlyList<string> Stored(this TestApp app)
    {
        var folder = Path.Combine(app.Folder, "evidence");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    /// <summary>Bytes of which every place can be told from every other.</summary>
    public static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
