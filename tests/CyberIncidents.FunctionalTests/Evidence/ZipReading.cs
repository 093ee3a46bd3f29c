using System.Diagnostics;

namespace CyberIncidents.FunctionalTests.Evidence;

/// <summary>Opens a zip with its customary password by another program's code: Python's library knows the traditional cipher.</summary>
internal static class ZipReading
{
    public static async Task<byte[]> ReadAsync(byte[] zip)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, zip);
            var start = new ProcessStartInfo("python3", ["-c", "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); sys.stdout.buffer.write(z.read(z.namelist()[0], b'infected'))", file])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            };
            using var process = Process.Start(start)!;
            using var content = new MemoryStream();
            var error = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.BaseStream.CopyToAsync(content);
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero, await error);
            return content.ToArray();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
