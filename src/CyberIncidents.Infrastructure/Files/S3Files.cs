using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Minio;
using Minio.DataModel.Args;
using Minio.Exceptions;

namespace CyberIncidents.Infrastructure.Files;

/// <summary>How to reach a store that speaks S3 (<c>Storage:S3:…</c>).</summary>
/// <param name="Endpoint">Scheme, host and port.</param>
/// <param name="Bucket">The bucket; it has to be there.</param>
/// <param name="AccessKey">Who we are there.</param>
/// <param name="SecretKey">What proves it.</param>
/// <param name="Region">The region, where the store has some.</param>
internal sealed record S3Settings(Uri Endpoint, string Bucket, string AccessKey, string SecretKey, string Region);

/// <summary>
/// Sealed bytes in a bucket. What comes in is sealed into a folder of this machine first: its address is known only at its end,
/// and the client keeps whole parts of a stream without length in memory.
/// </summary>
internal sealed class S3Files : IBlobFiles, IDisposable
{
    private readonly S3Settings _settings;
    private readonly string _incoming;
    private readonly IMinioClient _client;
    private readonly HttpClient _http = new();

    public S3Files(S3Settings settings, string incoming)
    {
        _settings = settings;
        _incoming = incoming;
        _client = new MinioClient().WithEndpoint(settings.Endpoint.Authority).WithSSL(settings.Endpoint.Scheme == Uri.UriSchemeHttps)
            .WithCredentials(settings.AccessKey, settings.SecretKey).WithRegion(settings.Region).Build();
        IncomingFile.Sweep(incoming);
    }

    public IncomingFile Begin() => IncomingFile.In(_incoming);

    public async Task KeepAsync(IncomingFile incoming, string key, CancellationToken cancellationToken)
    {
        incoming.Stream.Position = 0;
        await _client.PutObjectAsync(
            new PutObjectArgs().WithBucket(_settings.Bucket).WithObject(At(key)).WithStreamData(incoming.Stream).WithObjectSize(incoming.Stream.Length)
                .WithContentType("application/octet-stream"),
            cancellationToken);
    }

    public async Task<IBlobSource?> OpenAsync(string key, CancellationToken cancellationToken) =>
        await LengthAsync(key, cancellationToken) is { } length ? new Source(_client, _http, _settings.Bucket, At(key), length) : null;

    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => await LengthAsync(key, cancellationToken) is not null;

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        _client.RemoveObjectAsync(new RemoveObjectArgs().WithBucket(_settings.Bucket).WithObject(At(key)), cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(TimeSpan olderThan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = _client.ListObjectsEnumAsync(new ListObjectsArgs().WithBucket(_settings.Bucket).WithRecursive(true), cancellationToken);
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            var name = item.Key[(item.Key.LastIndexOf('/') + 1)..];
            if (EncryptedStore.IsKey(name) && item.LastModifiedDateTime is { } at && TimeProvider.System.GetUtcNow().UtcDateTime - at.ToUniversalTime() > olderThan)
            {
                yield return name;
            }
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private static string At(string key) => $"{key[..2]}/{key[2..4]}/{key}";

    private async Task<long?> LengthAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.StatObjectAsync(new StatObjectArgs().WithBucket(_settings.Bucket).WithObject(At(key)), cancellationToken)).Size;
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Fetches some chunks ahead: each call costs two round trips.</summary>
    private sealed class Source(IMinioClient client, HttpClient http, string bucket, string path, long length) : IBlobSource
    {
        private const int Ahead = 8 * 1024 * 1024;

        // Seconds.
        private const int Signed = 60;
        private readonly MemoryStream _window = new();
        private long _from = -1;

        public long Length => length;

        public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var wanted = (int)Math.Min(buffer.Length, length - offset);
            if (_from < 0 || offset < _from || offset + wanted > _from + _window.Length)
            {
                // A single part of the content is fetched alone; who reads on gets more at once.
                await FetchAsync(offset, _from >= 0 && offset == _from + _window.Length ? Math.Max(Ahead, wanted) : wanted, cancellationToken);
            }

            _window.Position = offset - _from;
            return await _window.ReadAtLeastAsync(buffer[..wanted], wanted, throwOnEndOfStream: false, cancellationToken);
        }

        public void Dispose() => _window.Dispose();

        private async Task FetchAsync(long offset, int count, CancellationToken cancellationToken)
        {
            _window.SetLength(0);
            _from = offset;
            // The client asks for the head of a part first, and takes the 206 that is the right answer to it for an error.
            var address = await client.PresignedGetObjectAsync(new PresignedGetObjectArgs().WithBucket(bucket).WithObject(path).WithExpiry(Signed));
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Range = new RangeHeaderValue(offset, Math.Min(offset + count, length) - 1);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            response.EnsureSuccessStatusCode();
            await response.Content.CopyToAsync(_window, cancellationToken);
        }
    }
}
