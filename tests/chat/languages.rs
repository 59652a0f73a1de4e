//! Every command, tap and text in every language: nothing is missing, too long or refused, and each language says it in its own words.

use std::collections::BTreeMap;

use algoslayer::bot::words::Language;
use algoslayer::storage::PersonId;

use super::surface_map::inputs;
use super::world::{OWNER, World};

/// What the bot says to each input.
async fn said_in(language: Language) -> BTreeMap<String, String> {
    let world = World::with_history(1).await;
    world.dispatch(&world.sandbox.says(OWNER, "/start").unwrap()).await;
    let old = world.sandbox.messages(OWNER).iter().find(|message| message.from_bot).unwrap().message_id;
    let mut said = BTreeMap::new();
    for (name, update) in inputs(&world, old) {
        // One of the inputs chooses a language.
        let code = language.code();
        world.store.set_language(PersonId(OWNER), code).unwrap();
        let cursor = world.sandbox.cursor();
        let fault = world.dispatch(&update()).await;
        assert_eq!(fault, None, "{code}: {name}");
        let texts: Vec<String> = world.happenings_since(cursor).into_iter().map(|it| it.text).collect();
        let text = texts.join("\n");
        assert!(!text.contains('⟨'), "{code}: {name} lacks a sentence: {text}");
        said.insert(name, text);
    }
    assert_eq!(world.sandbox.violations(), [], "{}", language.code());
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_is_whole_in_every_language() {
    let english = said_in(Language::ENGLISH).await;
    for language in Language::all().skip(1) {
        let said = said_in(language).await;
        assert_eq!(said.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
        for command in ["/start", "/help", "/status", "/accuracy", "/report", "/why", "/risk", "/settings", "hello"] {
            assert_ne!(said.get(command), english.get(command), "{}: {command} is in English", language.code());
        }
    }
}
