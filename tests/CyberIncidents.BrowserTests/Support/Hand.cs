using Microsoft.Playwright;

namespace CyberIncidents.BrowserTests.Support;

/// <summary>By what a person works the page.</summary>
public enum By
{
    Mouse,
    Touch,
    Keys,
}

/// <summary>
/// Presses, writes and chooses. By keys it uses nothing but the keyboard: it reaches each control with Tab, as somebody
/// without a mouse does, and fails when that does not lead there.
/// </summary>
internal sealed class Hand(Person person, By by)
{
    private const int MostTabs = 400;

    private IPage Page => person.Page;

    /// <summary>Presses a button, a link or a summary, after opening whatever it is folded into.</summary>
    public async Task PressAsync(string selector)
    {
        var target = Page.Locator(selector).First;
        await UnfoldAsync(target);
        await PressAsync(target);
    }

    /// <summary>Writes into a field; what stood there goes.</summary>
    public async Task WriteAsync(string selector, string text)
    {
        var field = Page.Locator(selector).First;
        await UnfoldAsync(field);
        if (by == By.Keys)
        {
            await ReachAsync(field);
            await Page.Keyboard.PressAsync("Control+A");
            await Page.Keyboard.TypeAsync(text);
        }
        else
        {
            await field.FillAsync(text);
        }
    }

    /// <summary>Sets a field of date and time to a morning, so that it reads alike on clocks of 12 and of 24 hours.</summary>
    public async Task SetAsync(string selector, DateTime local)
    {
        var field = Page.Locator(selector).First;
        await UnfoldAsync(field);
        if (by != By.Keys)
        {
            await field.FillAsync(local.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        await ReachAsync(field);
        await Page.Keyboard.TypeAsync(local.ToString("ddMMyyyy", System.Globalization.CultureInfo.InvariantCulture));
        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.Keyboard.TypeAsync(local.ToString("HHmm", System.Globalization.CultureInfo.InvariantCulture) + "AM");
    }

    /// <summary>Chooses a radio button or ticks a box by its name and value.</summary>
    public async Task ChooseAsync(string name, string value)
    {
        var choice = Page.Locator($"input[name='{name}'][value='{value}']").First;
        await UnfoldAsync(choice);
        if (by != By.Keys)
        {
            // The mark itself is drawn by the label around it; that is also what a finger meets.
            if (!await choice.IsCheckedAsync())
            {
                await PressAsync(choice.Locator("xpath=ancestor::label[1]"));
            }

            Assert.That(await choice.IsCheckedAsync(), Is.True, $"{name} {value}");
            return;
        }

        var radio = await choice.GetAttributeAsync("type") == "radio";
        await ReachAsync(Page.Locator($"input[name='{name}']:not([disabled])"), anyOfThem: radio, choice);
        await Page.Keyboard.PressAsync("Space");
        for (var i = 0; radio && i < 12 && !await choice.IsCheckedAsync(); i++)
        {
            await Page.Keyboard.PressAsync("ArrowRight");
        }

        Assert.That(await choice.IsCheckedAsync(), Is.True, $"{name} {value} by keys");
    }

    /// <summary>Selects an option of a list.</summary>
    public async Task SelectAsync(string selector, string value)
    {
        var list = Page.Locator(selector).First;
        await UnfoldAsync(list);
        if (by != By.Keys)
        {
            await list.SelectOptionAsync(value);
            return;
        }

        await ReachAsync(list);
        var steps = await list.EvaluateAsync<int>("(list, value) => [...list.options].findIndex((o) => o.value === value) - list.selectedIndex", value);
        for (var i = 0; i < Math.Abs(steps); i++)
        {
            await Page.Keyboard.PressAsync(steps > 0 ? "ArrowDown" : "ArrowUp");
        }

        Assert.That(await list.InputValueAsync(), Is.EqualTo(value), $"{selector} by keys");
    }

    /// <summary>Types a word into a field that offers a list, and takes the first.</summary>
    public async Task PickAsync(string selector, string word)
    {
        var field = Page.Locator(selector).First;
        if (by == By.Keys)
        {
            await ReachAsync(field);
        }
        else
        {
            await field.ClickAsync();
        }

        await Page.Keyboard.TypeAsync(word);
        await Page.Keyboard.PressAsync("Enter");
    }

    private async Task PressAsync(ILocator target)
    {
        switch (by)
        {
            case By.Mouse:
                await target.ClickAsync();
                break;
            case By.Touch:
                // Whoever taps scrolls first until nothing that stays at head or foot covers it.
                await target.EvaluateAsync("(target) => target.scrollIntoView({ block: 'center', behavior: 'instant' })");
                await target.TapAsync();
                break;
            default:
                await ReachAsync(target);
                await Page.Keyboard.PressAsync("Enter");
                break;
        }
    }

    /// <summary>Opens, from the outside in, every fold that hides the target; a summary is not hidden by its own fold.</summary>
    private async Task UnfoldAsync(ILocator target)
    {
        await target.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        var isSummary = await target.EvaluateAsync<bool>("(target) => target.tagName === 'SUMMARY'");
        var folds = target.Locator(isSummary ? "xpath=../ancestor::details[not(@open)]" : "xpath=ancestor::details[not(@open)]");
        while (await folds.CountAsync() is > 0 and var left)
        {
            await PressAsync(folds.First.Locator("xpath=./summary"));
            Assert.That(await folds.CountAsync(), Is.LessThan(left), $"A fold did not open on {Page.Url}.");
        }
    }

    private Task ReachAsync(ILocator target) => ReachAsync(target, anyOfThem: false, target);

    private async Task ReachAsync(ILocator targets, bool anyOfThem, ILocator target)
    {
        const string Focused = "(targets) => targets.includes(document.activeElement)";
        var wanted = anyOfThem ? targets : target;
        for (var i = 0; i < MostTabs; i++)
        {
            if (await wanted.EvaluateAllAsync<bool>(Focused))
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not lead to {wanted} on {Page.Url}.");
    }
}
