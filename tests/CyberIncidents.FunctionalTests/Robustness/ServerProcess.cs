using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Robustness;

/// <summary>The program as a process of its own, on the machine's clock, so that it can be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Listens = "CyberIncidents listens on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    public ConcurrentQueue<string> Output { get; } = new();

    public Uri Address => _address.Task.Result;

    /// <summary>Starts it and returns at once.</summary>
    public static ServerProcess Launch(CaseFile file, params (string Key, string Value)[] more)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CyberIncidents.Web.dll"), "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = file.Folder,
        };
        (string Key, string Value)[] settings =
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Demo__Cases", "false"), ("Database__Provider", "Sqlite"), ("Jobs__Storage", "Memory"),
            ("ConnectionStrings__Default", $"Data Source={file.Database}"), ("Storage__KeyPath", file.Keys), ("Jobs__Role", "All"),
            ("Jobs__SweepInterval", "00:00:00.200"), ("Logging__LogLevel__Default", "Warning"), .. more,
        ];
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment.Remove("DOTNET_ENVIRONMENT");
        var server = new ServerProcess(Process.Start(start)!);
        server._process.OutputDataReceived += (_, e) => server.Read(e.Data);
        server._process.ErrorDataReceived += (_, e) => server.Read(e.Data);
        server._process.EnableRaisingEvents = true;
        server._process.Exited += (_, _) => server._address.TrySetException(new InvalidOperationException("The program ended: " + server.AllOutput()));
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<ServerProcess> StartAsync(CaseFile file, params (string Key, string Value)[] more)
    {
        var server = Launch(file, more);
        await server.ListeningAsync();
        return server;
    }

    public async Task ListeningAsync()
    {
        try
        {
            await _address.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The program does not listen after {Patience}: {AllOutput()}");
        }
    }

    public ApiClient Anonymous(CookieContainer? cookies = null) => new(new HttpClient(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies is not null, CookieContainer = cookies ?? new CookieContainer() })
    {
        BaseAddress = Address,
        Timeout = TimeSpan.FromSeconds(100),
    });

    public async Task<ApiClient> AsAsync(string name)
    {
        var client = Anonymous();
        await client.SignInAsync($"{name}@demo.test", TestApp.Password);
        return client;
    }

    /// <summary>A client with a token that another process may have made.</summary>
    public ApiClient WithToken(AuthenticationHeaderValue token)
    {
        var client = Anonymous();
        client.Http.DefaultRequestHeaders.Authorization = token;
        return client;
    }

    public async Task EnsureReadyAndIntactAsync()
    {
        using var admin = await AsAsync("admin");
        (await admin.GetAsync("/health/ready")).Expect(HttpStatusCode.OK);
        var check = (await admin.GetAsync("/api/v1/audit/verify")).Expect(HttpStatusCode.OK);
        Assert.That(check.Text("intact"), Is.EqualTo("true"), check.Body);
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
    }

    public string AllOutput() => string.Join('\n', Output);

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        Output.Enqueue(line);
        var at = line.IndexOf(Listens, StringComparison.Ordinal);
        if (at >= 0)
        {
            _address.TrySetResult(new Uri(line[(at + Listens.Length)..].Split(',')[0].Trim()));
        }
    }
}

/// <summary>Waiting for what another process does.</summary>
internal static class Poll
{
    /// <summary>Asks again and again, and fails the test when the answer stays no.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what, int seconds = 90, int everyMilliseconds = 20)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            if (watch.Elapsed.TotalSeconds > seconds)
            {
                Assert.Fail($"After {seconds} s still not: {what}");
            }

            await Task.Delay(everyMilliseconds);
        }
    }
}
