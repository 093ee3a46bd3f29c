namespace CyberIncidents.Infrastructure.Files;

/// <summary>Where sealed bytes lie: a folder, or an endpoint that speaks S3. It knows nothing of what they are.</summary>
internal interface IBlobFiles
{
    /// <summary>Begins something that has no address yet; what is not kept is gone when it is disposed of.</summary>
    IncomingFile Begin();

    /// <summary>Gives what came its address.</summary>
    Task KeepAsync(IncomingFile incoming, string key, CancellationToken cancellationToken);

    /// <summary>Opens what lies at an address; null when nothing does.</summary>
    Task<IBlobSource?> OpenAsync(string key, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>The addresses of what was kept before an instant of the store's own clock.</summary>
    IAsyncEnumerable<string> ListAsync(TimeSpan olderThan, CancellationToken cancellationToken);
}

/// <summary>Reads sealed bytes from any place.</summary>
internal interface IBlobSource : IDisposable
{
    /// <summary>Bytes that are stored.</summary>
    long Length { get; }

    /// <summary>Fills the buffer, or as much of it as there is.</summary>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}

/// <summary>
/// What is coming in, in a file that its process holds locked: one that nobody holds was left by a process that died, and the
/// next start takes it away.
/// </summary>
internal sealed class IncomingFile : IAsyncDisposable
{
    private const string Ending = ".part";
    private bool _kept;

    private IncomingFile(FileStream stream) => Stream = stream;

    public FileStream Stream { get; }

    public string Path => Stream.Name;

    public static IncomingFile In(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Between opening and locking another process that starts may take it for one that was left.
                return new IncomingFile(new FileStream(
                    System.IO.Path.Combine(folder, Guid.NewGuid().ToString("N") + Ending), Owned()));
            }
            catch (IOException) when (attempt < 5)
            {
            }
        }
    }

    /// <summary>Takes away what nobody holds.</summary>
    /// <returns>How many files were left by processes that died.</returns>
    public static int Sweep(string folder)
    {
        var swept = 0;
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Ending) : [])
        {
            try
            {
                using var left = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                if (!OperatingSystem.IsWindows())
                {
                    File.Delete(file);
                    swept++;
                    continue;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody is at it.
                continue;
            }

            File.Delete(file);
            swept++;
        }

        return swept;
    }

    /// <summary>All of it is on the disk.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await Stream.FlushAsync(cancellationToken);
        Stream.Flush(flushToDisk: true);
    }

    /// <summary>Moves it to where it stays.</summary>
    public async Task MoveAsync(string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        if (OperatingSystem.IsWindows())
        {
            await Stream.DisposeAsync();
        }

        File.Move(Path, target, overwrite: false);
        _kept = true;
    }

    public async ValueTask DisposeAsync()
    {
        var path = Path;
        if (!_kept && !OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        await Stream.DisposeAsync();
        if (!_kept)
        {
            File.Delete(path);
        }
    }

    private static FileStreamOptions Owned()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
