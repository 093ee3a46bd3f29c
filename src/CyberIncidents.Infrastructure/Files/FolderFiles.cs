using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace CyberIncidents.Infrastructure.Files;

/// <summary>
/// Sealed bytes in a folder (<c>Storage:EvidencePath</c>), two levels deep by the first letters of the address. A file appears
/// whole, by renaming one that is on the disk already.
/// </summary>
internal sealed class FolderFiles : IBlobFiles
{
    private readonly string _root;
    private readonly string _incoming;

    public FolderFiles(string root)
    {
        _root = root;
        _incoming = Path.Combine(root, "incoming");
        IncomingFile.Sweep(_incoming);
    }

    public IncomingFile Begin() => IncomingFile.In(_incoming);

    public async Task KeepAsync(IncomingFile incoming, string key, CancellationToken cancellationToken)
    {
        await incoming.FlushAsync(cancellationToken);
        await incoming.MoveAsync(At(key));
    }

    public Task<IBlobSource?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<IBlobSource?>(new Source(File.OpenHandle(At(key), options: FileOptions.Asynchronous)));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<IBlobSource?>(null);
        }
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(File.Exists(At(key)));

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(At(key));
        }
        catch (DirectoryNotFoundException)
        {
            // There was nothing.
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(TimeSpan olderThan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var file in Directory.Exists(_root) ? Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetFileName(file);
            if (EncryptedStore.IsKey(name) && TimeProvider.System.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > olderThan)
            {
                yield return name;
            }
        }
    }

    private string At(string key) => Path.Combine(_root, key[..2], key[2..4], key);

    private sealed class Source(SafeFileHandle handle) : IBlobSource
    {
        public long Length { get; } = RandomAccess.GetLength(handle);

        public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var filled = 0;
            int read;
            while (filled < buffer.Length && (read = await RandomAccess.ReadAsync(handle, buffer[filled..], offset + filled, cancellationToken)) > 0)
            {
                filled += read;
            }

            return filled;
        }

        public void Dispose() => handle.Dispose();
    }
}
