using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CyberIncidents.FunctionalTests.Support;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CyberIncidents.FunctionalTests.SignIn;

/// <summary>A browser without scripts: it keeps cookies, reads forms and sends them back.</summary>
internal sealed class Browser(TestApp app, string address = "http://localhost") : IDisposable
{
    public ApiClient Client { get; } = new(app.CreateClient(
        new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri(address) }));

    public void Dispose() => Client.Dispose();

    public async Task<(Answer Answer, IHtmlDocument Page)> OpenAsync(string path, string? language = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        }

        var answer = await Client.SendAsync(request);
        return (answer, Parse(answer));
    }

    public static IHtmlDocument Parse(Answer answer) => new HtmlParser().ParseDocument(answer.Body);

    /// <summary>Fills the form of a page and sends it.</summary>
    public async Task<Answer> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        var (answer, page) = await OpenAsync(path);
        answer.Expect(HttpStatusCode.OK);
        var form = page.QuerySelector("form") ?? throw new InvalidOperationException($"No form on {path}.");
        var values = form.QuerySelectorAll<IHtmlInputElement>("input[name]").ToDictionary(i => i.Name!, i => i.Value, StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        using var content = new FormUrlEncodedContent(values);
        return await Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    public Task<Answer> SignInAsync(string name, string password = TestApp.Password, string path = "/sign-in") =>
        SubmitAsync(path, ("Email", name.Contains('@', StringComparison.Ordinal) ? name : $"{name}@demo.test"), ("Password", password));

    /// <summary>The antiforgery token, as a page of the application would have it.</summary>
    public async Task<string> TokenAsync() =>
        (await OpenAsync("/sign-out")).Page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
}
