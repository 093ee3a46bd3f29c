using System.Globalization;
using System.Net;
using CyberIncidents.Domain.Partners;
using CyberIncidents.FunctionalTests.SignIn;
using CyberIncidents.FunctionalTests.Support;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.FunctionalTests.Partners;

public sealed class ManyProblemsTests
{
    [Test]
    public async Task Problems_are_counted_up_to_a_thousand_and_the_page_says_that_there_are_more()
    {
        await using var app = new TestApp();
        using var analyst = await app.AsAsync("analyst");
        var few = (await analyst.GetAsync("/api/v1/directory/problems")).Expect(HttpStatusCode.OK).Items.Single(c => c!["kind"]!.ToString() == "NoContact")!;
        Assert.That(few["andMore"]!.GetValue<bool>(), Is.False);
        await app.Services.GetRequiredService<IServiceScopeFactory>().AsSystemAsync(
            async (services, token) =>
            {
                var db = services.GetRequiredService<ContextLease>().Context;
                db.AddRange(Enumerable.Range(1, 1_001).Select(n => new Organisation(
                    new OrganisationCard(string.Create(CultureInfo.InvariantCulture, $"Office {n}"), "CH", OrganisationKind.Ministry, null, NationalContact: false, "Europe/Zurich", ["en"]),
                    isHome: false,
                    TestApp.Start)));
                return await db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        var many = (await analyst.GetAsync("/api/v1/directory/problems")).Expect(HttpStatusCode.OK).Items.Single(c => c!["kind"]!.ToString() == "NoContact")!;
        Assert.That((many["count"]!.GetValue<int>(), many["andMore"]!.GetValue<bool>()), Is.EqualTo((1_000, true)));
        using var browser = new Browser(app);
        (await browser.SignInAsync("analyst")).Expect(HttpStatusCode.Redirect);
        var page = (await browser.OpenAsync("/directory/problems?kind=NoContact")).Page;
        Assert.That(page.QuerySelector(".chip[aria-current] .count")!.TextContent, Is.EqualTo("1000+"));
    }
}
