using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace CyberIncidents.UnitTests.Exchange;

/// <summary>Reads calendar files with ical.js, installed by npm in a temporary folder at first use.</summary>
internal static class IcalCheck
{
    private static readonly Lazy<string> Folder = new(Install);

    public static Reading Read(string feed) =>
        JsonSerializer.Deserialize<Reading>(Run("node", ["check.mjs"], Folder.Value, feed), JsonSerializerOptions.Web)!;

    /// <summary>Removes the installed reader.</summary>
    public static void Remove()
    {
        if (Folder.IsValueCreated)
        {
            Directory.Delete(Folder.Value, recursive: true);
        }
    }

    private static string Install()
    {
        var folder = Directory.CreateTempSubdirectory("ical-check-").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "ical-check")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        // On Windows npm is a script, which only a shell starts.
        _ = OperatingSystem.IsWindows()
            ? Run("cmd", ["/c", "npm", "ci", "--no-audit", "--no-fund"], folder, "")
            : Run("npm", ["ci", "--no-audit", "--no-fund"], folder, "");
        return folder;
    }

    private static string Run(string program, string[] arguments, string folder, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} did not end.");
        }

        return process.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}{output.Result}");
    }

    internal sealed record Reading(string Version, string Method, string Name, string[] Zones, Event[] Events);

    internal sealed record Event(
        string Uid, int Sequence, string Stamp, string Modified, DateTimeOffset At, string? Zone, string Title, string? Description, string Link,
        string Confidentiality, string Status, string? Rule, DateTimeOffset[] Occurrences, int[] Reminders);
}
